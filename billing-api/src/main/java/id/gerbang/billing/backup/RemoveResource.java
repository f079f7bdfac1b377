package id.gerbang.billing.backup;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** {@code /backup-links/{id}/remove}: a link is taken away from its routers. */
@Path("/api/v1/backup-links/{id}/remove")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class RemoveResource {

  private final LinkLife life;
  private final Language language;

  public RemoveResource(LinkLife life, Language language) {
    this.life = life;
    this.language = language;
  }

  /** What is not there any more is no error. */
  @POST
  @Allow({Role.OWNER, Role.TECHNICIAN})
  public LinkWork remove(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      @NotNull RemoveLink request,
      @Context HttpHeaders headers) {
    return life.remove(actor, id, request, language.of(headers));
  }
}
