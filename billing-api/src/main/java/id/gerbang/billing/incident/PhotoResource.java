package id.gerbang.billing.incident;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.BILLING;
import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.LongBody;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.incident.PhotoDao.Picture;
import id.gerbang.billing.photo.Photo;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /incidents/{id}/photos}: pictures of what was done. */
@WithinReach
@Path("/api/v1/incidents/{id}/photos")
public final class PhotoResource {

  private final Jdbi jdbi;
  private final PhotoService photos;
  private final Language language;

  public PhotoResource(Jdbi jdbi, PhotoService photos, Language language) {
    this.jdbi = jdbi;
    this.photos = photos;
    this.language = language;
  }

  /** The same picture again is the same photo: to send it twice does no harm. */
  @POST
  @LongBody(Photo.LONGEST)
  @Consumes({"image/jpeg", "image/png", "image/webp"})
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public Response keep(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @QueryParam("step") @Nullable String name,
      @Context HttpHeaders headers,
      byte[] file) {
    Step step =
        Step.of(name == null ? "" : name)
            .orElseThrow(() -> Problem.unprocessable("step", "is no step's"));
    Photo photo = Photo.of(file);
    return Response.status(Response.Status.CREATED)
        .entity(
            jdbi.inTransaction(
                handle -> {
                  photos.keep(handle, ref, step, photo, actor);
                  return Incidents.whole(handle, ref, new IncidentWords(language.of(headers)));
                }))
        .build();
  }

  @GET
  @Path("/{photo}")
  @Produces({"image/jpeg", "image/png", "image/webp"})
  @Allow({OWNER, TECHNICIAN, BILLING, HELPDESK, AUDITOR})
  public Response get(@PathParam("id") Ref ref, @PathParam("photo") long photo) {
    return response(jdbi.inTransaction(handle -> photos.find(handle, ref, photo)));
  }

  /** Shown by whoever asked, and by no page as something else. */
  static Response response(Picture picture) {
    return Response.ok(picture.content(), picture.kind().mediaType())
        .header(
            "Content-Disposition",
            "inline; filename=\"%s-%d.%s\""
                .formatted(picture.step().text(), picture.id(), picture.kind().ending()))
        .build();
  }
}
