package id.gerbang.billing.past;

import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/**
 * Forgets past sessions by the month, as radius forgets its own; and those that had not ended after
 * all, since their routers told of them here later: nothing is counted twice.
 */
public final class SettlePastSessions implements Job {

  private static final Duration LATE = Duration.ofDays(31);

  private final Jdbi jdbi;
  private final Clock clock;
  private final Keeping keeping;

  public SettlePastSessions(Jdbi jdbi, Clock clock, int months) {
    this.jdbi = jdbi;
    this.clock = clock;
    keeping = new Keeping(months);
  }

  @Override
  public String name() {
    return "past-sessions";
  }

  @Override
  public Schedule schedule() {
    return new Schedule.Every(Duration.ofHours(24));
  }

  @Override
  public Duration patience() {
    return Duration.ofHours(72);
  }

  @Override
  public String run() {
    Instant now = clock.instant();
    return jdbi.inTransaction(
        handle -> {
          PastSessionDao dao = handle.attach(PastSessionDao.class);
          int old = dao.forgetBefore(keeping.from(now));
          return "%d sessions forgotten, %d that routers told here too"
              .formatted(old, dao.forgetToldHere(now.minus(LATE)));
        });
  }
}
