package id.gerbang.billing.setup;

import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** {@code /routers/{id}/drift}: how a router is otherwise now than it was set up. */
@WithinReach
@Path("/api/v1/routers/{id}/drift")
@Produces(MediaType.APPLICATION_JSON)
public final class DriftResource {

  private final Drifts drifts;
  private final Language language;

  public DriftResource(Drifts drifts, Language language) {
    this.drifts = drifts;
    this.language = language;
  }

  @GET
  @Allow({OWNER, TECHNICIAN})
  public SetupDrift drift(@PathParam("id") Ref id, @Context HttpHeaders headers) {
    return drifts.drift(id, language.of(headers));
  }
}
