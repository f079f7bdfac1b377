package id.gerbang.billing.cash;

import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes down what the till and each collector held at the beginning of each day. The cash book is
 * right without it, but reads all that ever moved: so a new one, of an ISP that was upgraded, does
 * not wait for a night.
 */
public final class CashClosings implements Job {

  /** What was posted before a day's end is committed by then. */
  private static final Duration SETTLED = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;

  public CashClosings(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public String name() {
    return "cash-closings";
  }

  @Override
  public Schedule schedule() {
    return new Schedule.Every(Duration.ofHours(1));
  }

  @Override
  public Duration patience() {
    return Duration.ofHours(24);
  }

  @Override
  public String run() {
    int days = 0;
    while (closeNext()) {
      days++;
    }
    return "days closed: " + days;
  }

  /** A day in a transaction of its own: an ISP of years has many. */
  private boolean closeNext() {
    return jdbi.inTransaction(
        handle -> {
          CashBookDao dao = handle.attach(CashBookDao.class);
          Optional<Instant> before = dao.closed();
          if (before.isEmpty()) {
            return false;
          }
          Instant at = dayAfter(before.get());
          if (at.plus(SETTLED).isAfter(clock.instant())) {
            return false;
          }
          dao.close(before.get(), at);
          return true;
        });
  }

  private Instant dayAfter(Instant time) {
    return LocalDate.ofInstant(time, zone).plusDays(1).atStartOfDay(zone).toInstant();
  }
}
