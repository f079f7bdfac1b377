package id.gerbang.billing.verification;

import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.Ref;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/**
 * {@code /backup-links/{id}/verify}: it changes nothing on a router, and may be asked again and
 * again while somebody mends.
 */
@Path("/api/v1/backup-links/{id}/verify")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class VerifyResource {

  private final Verifications verifications;
  private final Language language;

  public VerifyResource(Verifications verifications, Language language) {
    this.verifications = verifications;
    this.language = language;
  }

  @POST
  @Allow({OWNER, TECHNICIAN})
  public VerificationView verify(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      VerifyRequest request,
      @Context HttpHeaders headers) {
    return new VerificationWords(language.of(headers))
        .view(verifications.verify(actor, id, request));
  }
}
