package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Bearer;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /gateways}: keys go in and never come out. */
@Path("/api/v1/gateways")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class GatewayResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Gateways gateways;

  GatewayResource(Jdbi jdbi, Clock clock, Gateways gateways) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.gateways = gateways;
  }

  /**
   * Whether a gateway can be used as it is set.
   *
   * @param toDo empty where it can
   */
  public record Tried(boolean passed, String found, String toDo) {}

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<GatewayView> list() {
    return new Page<>(jdbi.withHandle(gateways::list), null);
  }

  @GET
  @Path("/{name}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Response one(@PathParam("name") String name) {
    return tagged(jdbi.withHandle(handle -> gateways.view(handle, name)));
  }

  @PUT
  @Path("/{name}")
  @Bearer.NotNarrowed
  @Allow(Role.OWNER)
  public Response save(
      @Auth Actor actor,
      @PathParam("name") String name,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SaveGateway wanted) {
    return tagged(
        jdbi.inTransaction(handle -> gateways.save(handle, name, wanted, ifMatch, actor)));
  }

  private static Response tagged(GatewayView view) {
    return Response.ok(view).header("ETag", ETags.of(view.version())).build();
  }

  @GET
  @Path("/{name}/channels")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public List<Channel> channels(@PathParam("name") String name) {
    return jdbi.withHandle(handle -> gateways.view(handle, name)).channels();
  }

  /** Calls the provider with the key that is set. Nothing is created there. */
  @POST
  @Path("/{name}/test")
  @Allow(Role.OWNER)
  public Tried test(@Auth Actor actor, @PathParam("name") String name) {
    Gateway gateway = gateways.named(name);
    Optional<Merchant> merchant =
        jdbi.withHandle(handle -> gateways.settings(handle, name))
            .flatMap(GatewaySettings::merchant);
    if (merchant.isEmpty()) {
      return new Tried(false, "a key is missing", "PUT /gateways/" + name + " with its keys");
    }
    String address = merchant.get().apiUrl().toString();
    // The key goes out: also where nothing comes back it is to be known who sent it where.
    jdbi.useTransaction(
        handle ->
            Audit.write(
                handle,
                clock.instant(),
                actor,
                "gateway.test",
                "gateway:" + name,
                Map.of("apiUrl", address)));
    try {
      gateway.probe(merchant.get());
      return new Tried(true, "the provider takes the key", "");
    } catch (RefusedException e) {
      return new Tried(
          false,
          "the provider says " + e.words(),
          "check apiKey, and that it is of this environment");
    } catch (NoAnswerException e) {
      return new Tried(
          false,
          address + ": " + e.words(),
          "check the address, and that this machine may reach it");
    }
  }
}
