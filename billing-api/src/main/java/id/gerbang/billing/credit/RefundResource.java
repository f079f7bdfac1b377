package id.gerbang.billing.credit;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
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
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /refunds}. */
@Path("/api/v1/refunds")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class RefundResource {

  private final Jdbi jdbi;
  private final Idempotency idempotency;
  private final RefundService refunds;
  private final RefundRequests requests;

  public RefundResource(
      Jdbi jdbi, Idempotency idempotency, RefundService refunds, RefundRequests requests) {
    this.requests = requests;
    this.jdbi = jdbi;
    this.idempotency = idempotency;
    this.refunds = refunds;
  }

  /** Oldest first. */
  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<RefundView> list(
      @BeanParam ListQuery query, @QueryParam("customerId") @Nullable Ref customer) {
    return query.page(
        jdbi
            .withExtension(
                RefundDao.class,
                dao ->
                    dao.list(
                        customer == null ? null : customer.id(),
                        query.like(),
                        query.after(),
                        query.rows()))
            .stream()
            .map(RefundView::of)
            .toList(),
        RefundView::id);
  }

  /** 201 when it is paid; 202 when the amount asks for a second person. */
  @POST
  @Allow({Role.OWNER, Role.BILLING})
  public Response refund(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      CreateRefund create) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /refunds",
        create,
        handle ->
            requests
                .askIfLarge(handle, create, actor)
                .map(asked -> Answer.accepted("/api/v1/refund-requests/" + asked.id(), asked))
                .orElseGet(
                    () -> {
                      RefundView view = refunds.refund(handle, create, actor);
                      return Answer.created("/api/v1/refunds/" + view.id(), view);
                    }));
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public RefundView one(@PathParam("id") Ref ref) {
    return jdbi.withHandle(
        handle -> {
          RefundDao dao = handle.attach(RefundDao.class);
          Optional<RefundDao.RefundRow> row =
              switch (ref.kind()) {
                case ID -> dao.byId(ref.id());
                case EXTERNAL -> dao.byExternalId(ref.value());
                case NUMBER -> dao.byNumber(ref.value());
                case USERNAME -> Optional.empty();
              };
          return row.map(RefundView::of).orElseThrow(() -> Problem.notFound("refund " + ref));
        });
  }
}
