package id.gerbang.billing;

import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import java.time.Clock;
import java.time.Duration;

/** Forgets what was answered to Idempotency-Keys longer ago than is promised (P18). */
final class ForgetAnswers implements Job {

  private static final Duration KEPT = Duration.ofHours(48);

  private final Idempotency idempotency;
  private final Clock clock;

  ForgetAnswers(Idempotency idempotency, Clock clock) {
    this.idempotency = idempotency;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "forget-answers";
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
    return idempotency.forget(clock.instant().minus(KEPT)) + " answers forgotten";
  }
}
