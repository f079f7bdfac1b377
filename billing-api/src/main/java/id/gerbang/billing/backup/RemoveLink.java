package id.gerbang.billing.backup;

import org.jspecify.annotations.Nullable;

/**
 * A link that is to be taken away.
 *
 * @param side {@code pop} or {@code customer}; left out: both halves, the customer's first
 * @param dryRun only says what would be removed
 * @param byHand a person did it, and says so: no router is asked
 */
public record RemoveLink(
    @Nullable String side,
    @Nullable Boolean dryRun,
    @Nullable Boolean byHand,
    @Nullable String note) {

  boolean isDryRun() {
    return Boolean.TRUE.equals(dryRun);
  }

  boolean isByHand() {
    return Boolean.TRUE.equals(byHand);
  }
}
