package id.gerbang.billing.credit;

import id.gerbang.billing.credit.RefundRequestDao.RequestRow;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /refund-requests}: refunds that wait for a second person, and what became of them. */
@Path("/api/v1/refund-requests")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class RefundRequestResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final RefundRequests requests;

  public RefundRequestResource(Jdbi jdbi, Idempotency idempotency, RefundRequests requests) {
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.requests = requests;
  }

  /** Newest first. */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<RefundRequestView> list(
      @BeanParam ListQuery query, @QueryParam("state") @Nullable String state) {
    return query
        .page(
            jdbi.withExtension(
                RefundRequestDao.class, dao -> dao.list(state, query.before(), query.rows())),
            RequestRow::id)
        .of(rows -> rows.stream().map(RefundRequestView::of).toList());
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public RefundRequestView one(@PathParam("id") long id) {
    return RefundRequestView.of(jdbi.withHandle(handle -> RefundRequests.find(handle, id)));
  }

  /** By another person than the one who asked. */
  @POST
  @Path("/{id}/approve")
  @Allow({Role.OWNER, Role.BILLING})
  public Response approve(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") long id) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /refund-requests/" + id + "/approve",
        "",
        handle -> Answer.ok(requests.approve(handle, id, actor)));
  }

  @POST
  @Path("/{id}/refuse")
  @Allow({Role.OWNER, Role.BILLING})
  public Response refuse(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") long id) {
    return idempotency.once(
        actor,
        key,
        "POST /refund-requests/" + id + "/refuse",
        "",
        handle -> Answer.ok(requests.refuse(handle, id, actor)));
  }
}
