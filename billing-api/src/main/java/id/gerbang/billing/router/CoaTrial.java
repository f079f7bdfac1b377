package id.gerbang.billing.router;

import org.jspecify.annotations.Nullable;

/**
 * What came of a CoA-Request for a session that nobody has.
 *
 * @param outcome {@code refused}, {@code acknowledged}, {@code silent}, {@code not_genuine} or
 *     {@code unsent}; null: radius has not said yet
 * @param errorCause of a refusal (RFC 5176 §3.5); 0: it named none
 * @param roundTripMicros until the answer, or until none was waited for any more
 * @param radiusAlive whether any node was, seconds ago
 */
public record CoaTrial(
    @Nullable String outcome,
    @Nullable Long errorCause,
    @Nullable Long roundTripMicros,
    boolean radiusAlive) {}
