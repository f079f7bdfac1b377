package id.gerbang.billing.run;

import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.overdue.BillingRules;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jdbi.v3.core.Jdbi;

/**
 * The billing run that each day brings. A day that was missed is in the next one: a run bills
 * whatever is not billed up to its date.
 */
public final class DailyBilling implements Job {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final BillingRuns runs;

  public DailyBilling(Jdbi jdbi, Clock clock, ZoneId zone, BillingRuns runs) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.runs = runs;
  }

  @Override
  public String name() {
    return "billing-run";
  }

  @Override
  public Schedule schedule() {
    return new Schedule.Daily(rules().timeOfDay(), zone);
  }

  @Override
  public Duration patience() {
    return Duration.ofHours(1);
  }

  @Override
  public String run() {
    BillingRules rules = rules();
    if (!rules.runByThemselves()) {
      return "nothing: billing.automatic is off";
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    long id = jdbi.inTransaction(handle -> runs.askForDay(handle, today, rules.daysBefore()));
    runs.carryOut(id);
    BillingRunView done = jdbi.inTransaction(handle -> runs.one(handle, id));
    return "billing run %d up to %s: %d periods, %d invoices, Rp %d%s"
        .formatted(
            id,
            done.date(),
            done.periods(),
            done.invoices(),
            done.total().amount(),
            done.finishedAt() == null
                ? "; not finished yet"
                : done.leftOver().isEmpty()
                    ? ""
                    : "; customers who could not be billed: " + done.leftOver());
  }

  private BillingRules rules() {
    return jdbi.withHandle(BillingRules::of);
  }
}
