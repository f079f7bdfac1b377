package id.gerbang.billing;

import id.gerbang.billing.audit.DataAccessDao;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** Forgets who looked at whose data longer ago than is promised. */
final class ForgetDataAccess implements Job {

  private final Jdbi jdbi;

  ForgetDataAccess(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public String name() {
    return "forget-data-access";
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
    return jdbi.withExtension(DataAccessDao.class, DataAccessDao::forget) + " rows forgotten";
  }
}
