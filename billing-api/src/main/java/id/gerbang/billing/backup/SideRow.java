package id.gerbang.billing.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A side of a link as kept.
 *
 * @param madeOf what it says, as {@link LinkHalves#madeOf}; empty: its device is there no more
 * @param undoneAt null: it is there
 */
public record SideRow(
    long linkId,
    String side,
    @Nullable Long routerId,
    String madeOf,
    Instant madeAt,
    String madeBy,
    String madeHow,
    @Nullable String madeNote,
    @Nullable Instant undoneAt,
    @Nullable String undoneBy,
    @Nullable String undoneHow,
    @Nullable String undoneNote) {

  boolean isThere() {
    return undoneAt == null;
  }
}
