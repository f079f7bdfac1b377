package id.gerbang.billing.run;

import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import java.time.Duration;

/** Carries out what was asked for, and completes what a node left behind. */
public final class AskedBillingRuns implements Job {

  static final String NAME = "asked-billing-runs";

  private final BillingRuns runs;

  public AskedBillingRuns(BillingRuns runs) {
    this.runs = runs;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Schedule schedule() {
    return new Schedule.Every(Duration.ofSeconds(30));
  }

  @Override
  public Duration patience() {
    return Duration.ofHours(1);
  }

  @Override
  public String run() {
    return runs.carryOutUnfinished();
  }
}
