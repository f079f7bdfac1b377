package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import java.time.Duration;

/**
 * Lets time pass: each half minute, and so at each local midnight, somebody may have become
 * overdue.
 */
public final class OverdueJob implements Job {

  private static final Schedule HALF_MINUTES = new Schedule.Every(Duration.ofSeconds(30));

  private final OverdueRun run;

  public OverdueJob(OverdueRun run) {
    this.run = run;
  }

  @Override
  public String name() {
    return "overdue";
  }

  @Override
  public Schedule schedule() {
    return HALF_MINUTES;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(5);
  }

  @Override
  public String run() {
    run.applyPolicy(Actor.SYSTEM);
    return run.carryOut(Actor.SYSTEM);
  }
}
