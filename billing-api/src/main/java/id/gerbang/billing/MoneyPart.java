package id.gerbang.billing;

import id.gerbang.billing.gateway.MoneyIn;
import id.gerbang.billing.job.Jobs;
import id.gerbang.billing.overdue.OverdueRun;
import id.gerbang.billing.standing.StandingLists;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;

/** What money's way adds to the admin port. */
final class MoneyPart implements AdminPart {

  private final Jobs jobs;
  private final MoneyIn moneyIn;
  private final OverdueRun overdue;
  private final StandingLists standing;

  MoneyPart(Jobs jobs, MoneyIn moneyIn, OverdueRun overdue, StandingLists standing) {
    this.jobs = jobs;
    this.moneyIn = moneyIn;
    this.overdue = overdue;
    this.standing = standing;
  }

  /** Nothing while the database is away: the readiness says that. */
  @Override
  public String metrics() {
    try {
      return jobs.metrics() + moneyIn.metrics() + overdue.metrics() + standing.metrics();
    } catch (JdbiException e) {
      return "";
    }
  }

  @Override
  public Map<String, String> readiness() {
    return Map.of();
  }
}
