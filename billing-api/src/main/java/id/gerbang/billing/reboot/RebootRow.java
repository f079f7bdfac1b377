package id.gerbang.billing.reboot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A reboot, as its table holds it. */
public record RebootRow(
    long id,
    long routerId,
    String askedBy,
    Instant askedAt,
    int customers,
    String state,
    @Nullable Instant backAt,
    @Nullable String why,
    String failing) {}
