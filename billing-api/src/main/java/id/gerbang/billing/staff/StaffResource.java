package id.gerbang.billing.staff;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.OWNER;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Bearer;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /staff}: who works here, and what they may. */
@Path("/api/v1/staff")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class StaffResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final StaffService staff;

  public StaffResource(Jdbi jdbi, Idempotency idempotency, StaffService staff) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.staff = staff;
  }

  /**
   * A member of staff with the one-time password, shown once.
   *
   * @param revokedTokens names of the tokens that ended with the old password
   */
  public record AddedStaff(StaffView staff, String oneTimePassword, List<String> revokedTokens) {

    static AddedStaff of(StaffService.Added added) {
      return new AddedStaff(added.view(), added.password(), added.revoked());
    }

    @Override
    public String toString() {
      return "AddedStaff[" + staff + "]";
    }
  }

  /**
   * A member of staff as they are from now on.
   *
   * @param revokedTokens names of the tokens that they had as what they were
   */
  public record ChangedStaff(@JsonUnwrapped StaffView staff, List<String> revokedTokens) {}

  @GET
  @Allow({OWNER, AUDITOR})
  public Page<StaffView> list(@BeanParam ListQuery query) {
    return query.page(
        jdbi.withExtension(
            StaffDao.class, dao -> dao.list(query.like(), query.after(), query.rows())),
        StaffView::id);
  }

  @POST
  @Bearer.NotNarrowed
  @Allow(OWNER)
  public Response add(
      @Auth Actor actor, @HeaderParam("Idempotency-Key") @Nullable String key, SaveStaff request) {
    String name = request.checkedName();
    return idempotency.once(
        actor,
        key,
        "POST /staff",
        request,
        handle -> {
          StaffService.Added added =
              staff.add(handle, name, request.checkedRole(), request.reach(), actor);
          return Answer.created("/api/v1/staff/" + added.view().id(), AddedStaff.of(added));
        });
  }

  @GET
  @Path("/{id}")
  @Allow({OWNER, AUDITOR})
  public Response get(@PathParam("id") long id) {
    StaffView staff = jdbi.withHandle(handle -> StaffService.find(handle, id));
    return tagged(staff, staff);
  }

  @PUT
  @Path("/{id}")
  @Bearer.NotNarrowed
  @Allow(OWNER)
  public Response change(
      @Auth Actor actor,
      @PathParam("id") long id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      SaveStaff request) {
    StaffService.Changed changed =
        jdbi.inTransaction(handle -> staff.change(handle, id, request, ifMatch, actor));
    return tagged(changed.view(), new ChangedStaff(changed.view(), changed.revoked()));
  }

  /** Someone leaves: ends everything of theirs, and answers what another is to take on. */
  @POST
  @Path("/{id}/disable")
  @Allow(OWNER)
  public Response disable(
      @Auth Actor actor,
      @PathParam("id") long id,
      @HeaderParam("Idempotency-Key") @Nullable String key) {
    return idempotency.once(
        actor,
        key,
        "POST /staff/" + id + "/disable",
        "",
        handle -> Answer.ok(staff.disable(handle, id, actor)));
  }

  @DELETE
  @Path("/{id}")
  @Allow(OWNER)
  public void archive(@Auth Actor actor, @PathParam("id") long id) {
    jdbi.useTransaction(handle -> staff.disable(handle, id, actor));
  }

  /** A new one-time password; also lets someone in again who was disabled. */
  @POST
  @Path("/{id}/reset")
  @Bearer.NotNarrowed
  @Allow(OWNER)
  public Response reset(
      @Auth Actor actor,
      @PathParam("id") long id,
      @HeaderParam("Idempotency-Key") @Nullable String key) {
    return idempotency.once(
        actor,
        key,
        "POST /staff/" + id + "/reset",
        "",
        handle -> Answer.ok(AddedStaff.of(staff.reset(handle, id, actor))));
  }

  /** For who has lost the telephone and the recovery codes. */
  @POST
  @Path("/{id}/remove-second-factor")
  @Bearer.NotNarrowed
  @Allow(OWNER)
  public Response removeSecondFactor(
      @Auth Actor actor,
      @PathParam("id") long id,
      @HeaderParam("Idempotency-Key") @Nullable String key) {
    return idempotency.once(
        actor,
        key,
        "POST /staff/" + id + "/remove-second-factor",
        "",
        handle -> Answer.ok(staff.removeSecondFactor(handle, id, actor)));
  }

  private static Response tagged(StaffView staff, Object body) {
    return Response.ok(body).header("ETag", ETags.of(staff.version())).build();
  }
}
