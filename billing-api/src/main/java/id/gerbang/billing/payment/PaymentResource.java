package id.gerbang.billing.payment;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.http.WithinReach;
import id.gerbang.billing.payment.PaymentDao.PaymentRow;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /payments}. Recording one takes an Idempotency-Key: money moves. */
@WithinReach
@Path("/api/v1/payments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PaymentResource {

  private final Jdbi jdbi;
  private final ZoneId zone;
  private final Idempotency idempotency;
  private final PaymentService payments;
  private final PaymentReversals reversals;
  private final Receipts receipts;

  public PaymentResource(
      Jdbi jdbi,
      ZoneId zone,
      Idempotency idempotency,
      PaymentService payments,
      PaymentReversals reversals,
      Receipts receipts) {
    this.jdbi = jdbi;
    this.zone = zone;
    this.idempotency = idempotency;
    this.payments = payments;
    this.reversals = reversals;
    this.receipts = receipts;
  }

  /** Why a payment is taken back. */
  public record ReversePayment(@Nullable String reason) {}

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public Page<PaymentView> list(@BeanParam ListQuery query, @BeanParam PaymentFilter filter) {
    return jdbi.inTransaction(
        handle -> {
          List<PaymentRow> rows = filter.list(handle, query, zone);
          return query.page(Payments.views(handle, rows), PaymentView::id);
        });
  }

  @POST
  @Allow({Role.OWNER, Role.BILLING, Role.COLLECTOR})
  public Response record(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      RecordPayment payment) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /payments",
        payment,
        handle -> {
          PaymentView view = payments.record(handle, payment, actor);
          return Answer.created("/api/v1/payments/" + view.id(), view);
        });
  }

  @GET
  @Path("/{id}")
  @Allow({Role.OWNER, Role.BILLING, Role.AUDITOR})
  public PaymentView one(@PathParam("id") Ref ref) {
    return jdbi.inTransaction(handle -> Payments.one(handle, ref));
  }

  /** A collector has those of the own payments. */
  @GET
  @Path("/{id}/receipt")
  @Allow({Role.OWNER, Role.BILLING, Role.COLLECTOR, Role.AUDITOR})
  public ReceiptView receipt(@Auth Actor actor, @PathParam("id") Ref ref) {
    return jdbi.inTransaction(handle -> receipts.of(handle, ref, actor));
  }

  /** 200 when it is done; 202 when the amount asks for a second person. */
  @POST
  @Path("/{id}/reverse")
  @Allow({Role.OWNER, Role.BILLING})
  public Response reverse(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref,
      ReversePayment why) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /payments/" + ref + "/reverse",
        why,
        handle -> {
          long id = find(handle, ref);
          return reversals.ask(handle, id, why.reason(), actor)
              ? Answer.ok(Payments.one(handle, id))
              : Answer.accepted("/api/v1/payments/" + id, Payments.one(handle, id));
        });
  }

  /** By another person than the one who asked. */
  @POST
  @Path("/{id}/reverse/approve")
  @Allow({Role.OWNER, Role.BILLING})
  public Response approveReversal(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /payments/" + ref + "/reverse/approve",
        "",
        handle -> {
          long id = find(handle, ref);
          reversals.approve(handle, id, actor);
          return Answer.ok(Payments.one(handle, id));
        });
  }

  @POST
  @Path("/{id}/reverse/refuse")
  @Allow({Role.OWNER, Role.BILLING})
  public Response refuseReversal(
      @Auth Actor actor,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("id") Ref ref) {
    return idempotency.once(
        actor,
        key,
        "POST /payments/" + ref + "/reverse/refuse",
        "",
        handle -> {
          long id = find(handle, ref);
          reversals.refuse(handle, id, actor);
          return Answer.ok(Payments.one(handle, id));
        });
  }

  private static long find(Handle handle, Ref ref) {
    return Payments.find(handle, ref).id();
  }
}
