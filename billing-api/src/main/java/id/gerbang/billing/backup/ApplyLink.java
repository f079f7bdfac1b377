package id.gerbang.billing.backup;

import org.jspecify.annotations.Nullable;

/**
 * A half of a link that is to be made.
 *
 * @param side {@code pop} or {@code customer}
 * @param mode who answers the login from now on; left out: as it is
 * @param dryRun only says what would be changed
 * @param byHand it was imported by a person, who says so: no router is asked
 */
public record ApplyLink(
    @Nullable String side,
    @Nullable String mode,
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
