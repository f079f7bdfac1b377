package id.gerbang.billing.backup;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code /backup-links/{id}/work-order}: what a person does at the provider edge. */
@Path("/api/v1/backup-links/{id}/work-order")
public final class WorkOrderResource {

  private final Idempotency idempotency;
  private final LinkLife life;
  private final Language language;

  public WorkOrderResource(Idempotency idempotency, LinkLife life, Language language) {
    this.idempotency = idempotency;
    this.life = life;
    this.language = language;
  }

  /** What somebody says of it. */
  public record Done(@Nullable String note) {}

  @GET
  @Produces(MediaType.TEXT_PLAIN + ";charset=utf-8")
  @Allow({Role.OWNER, Role.TECHNICIAN})
  public String text(@PathParam("id") Ref id, @Context HttpHeaders headers) {
    return life.workOrder(id, language.of(headers));
  }

  /** Ticked: done, or while the link is being removed, undone. */
  @POST
  @Path("/done")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Allow({Role.OWNER, Role.TECHNICIAN})
  public Response done(
      @Auth Actor actor,
      @PathParam("id") Ref id,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @NotNull Done request) {
    return idempotency.once(
        actor,
        key,
        "POST /backup-links/" + id + "/work-order/done",
        request,
        handle -> Answer.ok(life.workOrderDone(handle, actor, id, request.note())));
  }
}
