package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Evaluates many customers, a transaction for each few hundred. It may run on several nodes at
 * once, stop halfway, and run again: what was done already is found done.
 */
public final class OverdueRun {

  private static final int BATCH = 200;

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final OverdueEvaluation evaluation;

  public OverdueRun(Jdbi jdbi, Clock clock, ZoneId zone, OverdueEvaluation evaluation) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.evaluation = evaluation;
  }

  /** Those for whom time alone has made an invoice overdue; answers how many they were. */
  int becameOverdue(Actor actor) {
    long after = 0;
    int evaluated = 0;
    while (true) {
      List<Long> batch = nextOverdue(after);
      if (batch.isEmpty()) {
        return evaluated;
      }
      long[] customers = array(batch);
      evaluated += customers.length;
      jdbi.useTransaction(
          handle ->
              evaluation.evaluate(
                  handle,
                  Cause.TIME,
                  actor,
                  handle.attach(OverdueDao.class).lockUnheld(customers)));
      after = customers[customers.length - 1];
    }
  }

  private List<Long> nextOverdue(long after) {
    return jdbi.inTransaction(
        handle -> {
          LocalDate dueBefore =
              Settings.of(handle).overdue().overdueIfDueBefore(clock.instant(), zone);
          return handle.attach(OverdueDao.class).becameOverdue(dueBefore, after, BATCH);
        });
  }

  /** Everybody with an open invoice, if the policy is another one than last time. */
  void applyPolicy(Actor actor) {
    OverduePolicy policy = jdbi.withHandle(handle -> Settings.of(handle).overdue());
    if (policy.equals(jdbi.withHandle(OverdueRun::applied))) {
      return;
    }
    long after = 0;
    while (true) {
      List<Long> batch = nextWithOpenInvoices(after);
      if (batch.isEmpty()) {
        break;
      }
      long[] customers = array(batch);
      jdbi.useTransaction(
          handle ->
              evaluation.evaluate(
                  handle, Cause.SETTINGS, actor, handle.attach(OverdueDao.class).lock(customers)));
      after = customers[customers.length - 1];
    }
    jdbi.useHandle(
        handle ->
            handle
                .attach(SettingDao.class)
                .setOverduePolicy(
                    SettingDao.OVERDUE_APPLIED,
                    policy.graceDays(),
                    policy.actionWord(),
                    clock.instant()));
  }

  private static OverduePolicy applied(Handle handle) {
    return handle
        .attach(SettingDao.class)
        .overduePolicy(SettingDao.OVERDUE_APPLIED)
        .orElse(OverduePolicy.DEFAULT);
  }

  private List<Long> nextWithOpenInvoices(long after) {
    return jdbi.withHandle(
        handle -> handle.attach(OverdueDao.class).withOpenInvoices(after, BATCH));
  }

  private static long[] array(List<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).toArray();
  }
}
