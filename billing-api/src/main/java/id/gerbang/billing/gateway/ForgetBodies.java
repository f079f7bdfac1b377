package id.gerbang.billing.gateway;

import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/**
 * Forgets what notifications said in full, names and telephone numbers of payers among it, once
 * nobody can dispute the payment at its gateway any more. What is still to be done or decided keeps
 * its body.
 */
final class ForgetBodies implements Job {

  private static final Duration KEPT = Duration.ofDays(180);
  private static final int AT_ONCE = 1_000;

  private final Jdbi jdbi;
  private final Clock clock;

  ForgetBodies(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "forget-notifications";
  }

  @Override
  public Schedule schedule() {
    return new Schedule.Every(Duration.ofHours(6));
  }

  @Override
  public Duration patience() {
    return Duration.ofDays(7);
  }

  @Override
  public String run() {
    Instant before = clock.instant().minus(KEPT);
    int all = 0;
    for (int some = AT_ONCE; some == AT_ONCE; all += some) {
      some = jdbi.withExtension(WebhookEventDao.class, dao -> dao.forgetBodies(before, AT_ONCE));
    }
    return all + " notifications' bodies forgotten";
  }
}
