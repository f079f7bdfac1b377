package id.gerbang.billing.incident;

import java.time.Instant;
import java.util.Optional;

/** A wait that is the customer's, as it is kept, also one that was undone. */
public record PauseRow(
    long id,
    Instant fromAt,
    Optional<Instant> untilAt,
    String reason,
    Instant recordedAt,
    String recordedBy,
    Optional<String> endedBy,
    Optional<Instant> undoneAt,
    Optional<String> undoneBy,
    Optional<String> undoReason) {}
