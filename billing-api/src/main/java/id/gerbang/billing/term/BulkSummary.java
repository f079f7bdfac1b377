package id.gerbang.billing.term;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bulk action in a list.
 *
 * @param state {@code running} or {@code done}
 * @param refused how many it is not possible for
 */
public record BulkSummary(
    long id,
    String action,
    String state,
    long subscriptions,
    long done,
    long refused,
    Money amount,
    @Nullable String reason,
    Instant askedAt,
    String askedBy,
    @Nullable Instant finishedAt) {}
