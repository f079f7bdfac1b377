package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.WebhookInbox.Taken;
import id.gerbang.billing.http.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** {@code /webhooks/{name}}: open to all, since each notification proves itself. */
@Hidden
@PermitAll
@Path("/webhooks/{name}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public final class WebhookResource {

  private static final int LONGEST = 64 << 10;

  private final Gateways gateways;
  private final WebhookInbox inbox;
  private final WebhookCounters counters;
  private final GatewayWorkers workers;

  WebhookResource(
      Gateways gateways, WebhookInbox inbox, WebhookCounters counters, GatewayWorkers workers) {
    this.gateways = gateways;
    this.inbox = inbox;
    this.counters = counters;
    this.workers = workers;
  }

  @POST
  public Response take(@PathParam("name") String name, @Context HttpHeaders headers, InputStream in)
      throws IOException {
    Gateway gateway = gateways.named(name);
    byte[] body = in.readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      counters.count(name, WebhookCounters.Kind.OVERSIZE);
      throw Problem.tooLarge("A notification has at most " + LONGEST + " bytes.");
    }
    Taken taken =
        inbox.take(
            gateway,
            body,
            header -> {
              String value = headers.getHeaderString(header);
              return value == null ? "" : value;
            });
    return switch (taken) {
      case STORED -> {
        workers.wake(name);
        yield Response.ok(gateway.acknowledgement()).build();
      }
      case FORGED -> Response.status(Response.Status.UNAUTHORIZED).entity("{}").build();
    };
  }
}
