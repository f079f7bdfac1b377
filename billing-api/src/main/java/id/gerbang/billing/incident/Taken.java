package id.gerbang.billing.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * A step that was taken and stands.
 *
 * @param id those written down later have higher ones
 * @param cause of an analysis
 */
record Taken(long id, Step step, Instant at, String by, Optional<Cause> cause) {}
