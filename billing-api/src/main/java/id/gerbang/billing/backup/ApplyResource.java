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

/** {@code /backup-links/{id}/apply}: a half of a link is made on its router. */
@Path("/api/v1/backup-links/{id}/apply")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ApplyResource {

  private final LinkLife life;
  private final Language language;

  public ApplyResource(LinkLife life, Language language) {
    this.life = life;
    this.language = language;
  }

  /** All of it, or nothing; what is so already stays. */
  @POST
  @Allow({Role.OWNER, Role.TECHNICIAN})
  public LinkWork apply(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      @NotNull ApplyLink request,
      @Context HttpHeaders headers) {
    return life.apply(actor, id, request, language.of(headers));
  }
}
