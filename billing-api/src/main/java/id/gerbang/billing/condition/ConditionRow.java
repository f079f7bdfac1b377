package id.gerbang.billing.condition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A condition as its table holds it.
 *
 * @param routerId which told it; null: it was copied from a terminal
 * @param told as JSON, as it was read then
 */
public record ConditionRow(
    long id,
    long linkId,
    Instant at,
    String notedBy,
    @Nullable Long routerId,
    String text,
    String told) {}
