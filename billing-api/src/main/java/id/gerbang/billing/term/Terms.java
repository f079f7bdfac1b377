package id.gerbang.billing.term;

import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.subscription.SubscriptionBilling;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The wiring of this feature. */
public final class Terms implements AutoCloseable {

  private final TermResource resource;
  private final ScheduledChanges scheduled;

  public Terms(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      Idempotency idempotency,
      InvoiceService invoices,
      Validity validity,
      OverdueEvaluation evaluation) {
    Operations operations = new Operations(jdbi, clock);
    SubscriptionBilling billing = new SubscriptionBilling(clock, zone);
    Lifetime lifetime = new Lifetime(clock, zone, billing, evaluation);
    Renewals renewals = new Renewals(clock, zone, invoices, validity);
    resource = new TermResource(jdbi, idempotency, operations, renewals, lifetime);
    scheduled = new ScheduledChanges(jdbi, clock, System::nanoTime, operations, lifetime);
  }

  public List<Object> resources() {
    return List.of(resource);
  }

  /** What was asked for later times happens from here on. */
  public void start() {
    scheduled.start();
  }

  public void carryOutWhatIsDue() {
    scheduled.carryOut();
  }

  @Override
  public void close() {
    scheduled.close();
  }
}
