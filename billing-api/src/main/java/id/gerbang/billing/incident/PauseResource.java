package id.gerbang.billing.incident;

import static id.gerbang.billing.http.Role.HELPDESK;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.WithinReach;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@code /incidents/{id}/pauses}: waits that are the customer's. */
@WithinReach
@Path("/api/v1/incidents/{id}/pauses")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PauseResource {

  private final Idempotency idempotency;
  private final PauseService pauses;
  private final Language language;

  public PauseResource(Idempotency idempotency, PauseService pauses, Language language) {
    this.idempotency = idempotency;
    this.pauses = pauses;
    this.language = language;
  }

  @POST
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public Response begin(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      @Context HttpHeaders headers,
      CreatePause request) {
    return changed(
        actor, key, ref, "", request, headers, handle -> pauses.begin(handle, ref, request, actor));
  }

  @POST
  @Path("/{pause}/end")
  @Allow({OWNER, TECHNICIAN, HELPDESK})
  public Response end(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      @PathParam("pause") long pause,
      @Context HttpHeaders headers,
      EndPause request) {
    return changed(
        actor,
        key,
        ref,
        "/" + pause + "/end",
        request,
        headers,
        handle -> pauses.end(handle, ref, pause, request, actor));
  }

  @POST
  @Path("/{pause}/undo")
  @Allow({OWNER, TECHNICIAN})
  public Response undo(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      @PathParam("pause") long pause,
      @Context HttpHeaders headers,
      TakenBack request) {
    return changed(
        actor,
        key,
        ref,
        "/" + pause + "/undo",
        request,
        headers,
        handle -> pauses.undo(handle, ref, pause, request, actor));
  }

  private Response changed(
      Actor actor,
      @Nullable String key,
      Ref ref,
      String path,
      Object request,
      HttpHeaders headers,
      Consumer<Handle> change) {
    return idempotency.once(
        actor,
        key,
        "POST /incidents/" + ref + "/pauses" + path,
        request,
        handle -> {
          change.accept(handle);
          return Answer.ok(Incidents.whole(handle, ref, new IncidentWords(language.of(headers))));
        });
  }
}
