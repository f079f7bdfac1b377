package id.gerbang.billing.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wait is over.
 *
 * @param at null: now
 */
public record EndPause(@Nullable Instant at) {}
