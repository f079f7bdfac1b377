package id.gerbang.core.access;

import java.time.Instant;
import java.util.Optional;

/** Whether a subscriber may in, how, and why. */
public sealed interface Decision {

  Reason reason();

  /** When the answer changes by time alone; absent: only when facts change. */
  Optional<Instant> changesAt();

  /** Let in, with this grant. */
  record Accept(Reason reason, Grant grant, Optional<Instant> changesAt) implements Decision {}

  /** Kept out. */
  record Reject(Reason reason, Optional<Instant> changesAt) implements Decision {}
}
