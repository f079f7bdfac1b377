package id.gerbang.app.bras;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The router's clock, which counts from 1970 since boot while NTP is off. */
final class RouterClock {

  private final Clock clock;
  private final Misbehaviour misbehaviour;
  private volatile Instant bootedAt;

  RouterClock(Clock clock, Misbehaviour misbehaviour) {
    this.clock = clock;
    this.misbehaviour = misbehaviour;
    this.bootedAt = clock.instant();
  }

  void boot() {
    bootedAt = clock.instant();
  }

  Instant now() {
    return clock.instant();
  }

  /** The value of Event-Timestamp (RFC 2869 §5.3). */
  long eventTimestamp() {
    Instant now = clock.instant();
    return misbehaviour.isNtpOff()
        ? Duration.between(bootedAt, now).toSeconds()
        : now.getEpochSecond();
  }
}
