package id.gerbang.billing.charge;

import id.gerbang.billing.charge.ChargeDao.Charge;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.subscription.SubscriptionService;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code /subscriptions/{id}/charges}: what is billed beside the plan. */
@Path("/api/v1/subscriptions/{id}/charges")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class ChargeResource {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final Idempotency idempotency;

  public ChargeResource(Jdbi jdbi, Clock clock, ZoneId zone, Idempotency idempotency) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.idempotency = idempotency;
  }

  @GET
  @Allow({Role.OWNER, Role.BILLING, Role.HELPDESK, Role.AUDITOR})
  public Page<ChargeView> list(@PathParam("id") Ref ref, @BeanParam ListQuery query) {
    return jdbi.inTransaction(
        handle ->
            query.page(
                handle
                    .attach(ChargeDao.class)
                    .list(SubscriptionService.row(handle, ref).id(), query.after(), query.rows())
                    .stream()
                    .map(ChargeView::of)
                    .toList(),
                ChargeView::id));
  }

  /** With every period, or once with the next. It moves money: no key, no charge. */
  @POST
  @Allow({Role.OWNER, Role.BILLING})
  public Response add(
      @Auth Actor actor,
      @PathParam("id") Ref ref,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      AddCharge request) {
    return idempotency.onceWithKey(
        actor,
        key,
        "POST /subscriptions/" + ref + "/charges",
        request,
        handle -> {
          ChargeView added = add(handle, ref, request, actor);
          return Answer.created("/api/v1/subscriptions/" + ref + "/charges", added);
        });
  }

  private ChargeView add(Handle handle, Ref ref, AddCharge request, Actor actor) {
    Instant now = clock.instant();
    AddCharge.Checked checked = request.checked(LocalDate.ofInstant(now, zone));
    SubscriptionRow subscription = SubscriptionService.lockWithCustomer(handle, ref);
    if (subscription.terminatedAt() != null) {
      throw Problem.conflict(
          "The subscription "
              + subscription.username()
              + " is terminated: no period comes that could have it. Issue an invoice.");
    }
    requireBilled(subscription, checked.kind());
    Charge charge =
        handle
            .attach(ChargeDao.class)
            .insert(
                subscription.id(),
                checked.kind().word(),
                checked.description(),
                checked.amount(),
                checked.from(),
                checked.until(),
                now,
                actor.name());
    Audit.write(
        handle,
        now,
        actor,
        "subscription.charge.add",
        "subscription:" + subscription.id(),
        checked.detail());
    return ChargeView.of(charge);
  }

  private static void requireBilled(SubscriptionRow subscription, Kind kind) {
    if (subscription.billing().equals("prepaid")) {
      if (kind.recurs()) {
        throw Problem.conflict(
            "kind",
            "is one_off or late_fee of prepaid, and comes with the next renewal: %s has no periods that runs bill"
                .formatted(subscription.username()));
      }
    } else if (subscription.billingDay() == null) {
      throw Problem.conflict(
          "Billing runs leave " + subscription.username() + " alone: it has no billing day.");
    }
  }

  /** No invoice from now on has it. What is issued stays as it is. */
  @DELETE
  @Path("/{charge}")
  @Allow({Role.OWNER, Role.BILLING})
  public ChargeView end(
      @Auth Actor actor, @PathParam("id") Ref ref, @PathParam("charge") Ref chargeRef) {
    return jdbi.inTransaction(handle -> end(handle, ref, chargeRef.id(), actor));
  }

  private ChargeView end(Handle handle, Ref ref, long id, Actor actor) {
    SubscriptionRow subscription = SubscriptionService.lockWithCustomer(handle, ref);
    ChargeDao charges = handle.attach(ChargeDao.class);
    Charge charge = found(charges, id, subscription.id());
    charge
        .invoiceId()
        .ifPresent(
            invoice -> {
              throw Problem.conflict(
                  "It stands on invoice " + invoice + " already: void or correct that.");
            });
    if (charge.endedAt().isEmpty()) {
      Instant now = clock.instant();
      charges.end(id, now, actor.name());
      Audit.write(
          handle,
          now,
          actor,
          "subscription.charge.end",
          "subscription:" + subscription.id(),
          Map.of("charge", id, "description", charge.description()));
    }
    return ChargeView.of(found(charges, id, subscription.id()));
  }

  private static Charge found(ChargeDao charges, long id, long subscriptionId) {
    return charges
        .find(id, subscriptionId)
        .orElseThrow(() -> Problem.notFound("charge " + id + " of this subscription"));
  }
}
