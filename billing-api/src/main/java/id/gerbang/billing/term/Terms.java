package id.gerbang.billing.term;

import id.gerbang.billing.credit.CreditNoteService;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.plan.PlanService;
import id.gerbang.billing.run.PeriodBilling;
import id.gerbang.billing.subscription.SubscriptionBilling;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The wiring of this feature. */
public final class Terms {

  private final TermResource resource;
  private final BulkActions bulk;
  private final BulkResource bulkResource;
  private final NoticeResource notices;
  private final PlanMoveResource planMoves;
  private final ScheduledChanges scheduled;
  private final FirstLogins firstLogins;

  public Terms(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      Idempotency idempotency,
      InvoiceService invoices,
      CreditNoteService creditNotes,
      PeriodBilling periods,
      Validity validity,
      OverdueEvaluation evaluation,
      PlanService plans) {
    Operations operations = new Operations(jdbi, clock);
    SubscriptionBilling billing = new SubscriptionBilling(clock, zone);
    Pauses pauses = new Pauses(clock, zone, periods, billing);
    Renewals renewals = new Renewals(clock, zone, invoices, validity);
    Lifetime lifetime =
        new Lifetime(
            clock,
            zone,
            billing,
            evaluation,
            pauses,
            renewals,
            new OnceCharges(clock, zone, invoices));
    PlanChanges planChanges =
        new PlanChanges(
            clock,
            zone,
            periods,
            new PlanPricing(clock, zone, invoices, new GivenBack(creditNotes)),
            renewals,
            new BillingSwitch(clock, zone, billing, evaluation));
    resource =
        new TermResource(
            jdbi,
            idempotency,
            operations,
            renewals,
            lifetime,
            planChanges,
            pauses,
            new Withdrawals(clock),
            new BillingDays(clock, zone, billing, periods));
    bulk =
        new BulkActions(
            jdbi,
            clock,
            operations,
            new NamedOperations(
                clock,
                renewals,
                lifetime,
                pauses,
                planChanges,
                new PriceMoves(clock, planChanges)));
    planMoves = new PlanMoveResource(jdbi, clock, zone, idempotency, plans, bulk);
    bulkResource = new BulkResource(jdbi, idempotency, bulk);
    notices = new NoticeResource(jdbi);
    firstLogins = new FirstLogins(jdbi, clock, zone);
    scheduled = new ScheduledChanges(jdbi, clock, operations, lifetime, planChanges, pauses);
  }

  public List<Object> resources() {
    return List.of(resource, bulkResource, planMoves, notices);
  }

  /** What time brings about: what was asked for later times, and for many at once. */
  public List<Job> jobs() {
    return List.of(scheduled, firstLogins, bulk);
  }
}
