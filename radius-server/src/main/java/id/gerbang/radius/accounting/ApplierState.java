package id.gerbang.radius.accounting;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the applier fares, for those who look from outside. Written by its thread alone. */
final class ApplierState {

  private final Clock clock;
  private volatile @Nullable Instant waitingSince;
  private volatile String trouble = "";

  ApplierState(Clock clock) {
    this.clock = clock;
  }

  /** A batch was read that begins with this entry. */
  void waiting(JournalReader.Entry first) {
    waitingSince = JournalEntry.arrivalOf(first.bytes()).orElseGet(clock::instant);
  }

  /** All that was read is in the table. */
  void applied() {
    waitingSince = null;
    trouble = "";
  }

  /** There is nothing to read, and the database can be written. */
  void idle() {
    if (waitingSince != null || !trouble.isEmpty()) {
      applied();
    }
  }

  /** Answers whether that is news, to be logged. */
  boolean failed(Throwable e) {
    String before = trouble;
    trouble =
        "accounting is kept but not applied: "
            + (e instanceof SQLException ? e.getMessage() : e.toString());
    return !trouble.equals(before);
  }

  String trouble() {
    return trouble;
  }

  Duration oldestWaiting() {
    Instant since = waitingSince;
    if (since == null) {
      return Duration.ZERO;
    }
    Duration waited = Duration.between(since, clock.instant());
    return waited.isNegative() ? Duration.ZERO : waited;
  }
}
