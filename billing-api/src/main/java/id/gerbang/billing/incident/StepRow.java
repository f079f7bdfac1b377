package id.gerbang.billing.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A step as it is kept, also one that was undone. */
public record StepRow(
    long id,
    long incidentId,
    Step step,
    Instant at,
    String doneBy,
    Optional<String> cause,
    Optional<String> note,
    Instant recordedAt,
    String recordedBy,
    Optional<Instant> undoneAt,
    Optional<String> undoneBy,
    Optional<String> undoReason) {

  private static final Duration IN_TIME = Duration.ofMinutes(5);

  boolean stands() {
    return undoneAt.isEmpty();
  }

  /** Whether it was written down when it was long done. */
  boolean late() {
    return Duration.between(at, recordedAt).compareTo(IN_TIME) > 0;
  }

  Taken taken() {
    return new Taken(id, step, at, doneBy, cause.flatMap(Cause::of));
  }
}
