package id.gerbang.billing.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a side of a link.
 *
 * @param state {@code none}, {@code made}, {@code outdated}: made, and otherwise than it is to be
 *     now, or {@code undone}
 * @param how {@code api} or {@code hand}
 * @param routerId on which it was made over the API
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SideView(
    String state,
    @Nullable Instant at,
    @Nullable String by,
    @Nullable String how,
    @Nullable Long routerId,
    @Nullable String note) {

  static final SideView NONE = new SideView("none", null, null, null, null, null);

  static SideView of(SideRow row, boolean asItIsToBe) {
    return row.isThere()
        ? new SideView(
            asItIsToBe ? "made" : "outdated",
            row.madeAt(),
            row.madeBy(),
            row.madeHow(),
            row.routerId(),
            row.madeNote())
        : new SideView(
            "undone",
            row.undoneAt(),
            row.undoneBy(),
            row.undoneHow(),
            row.routerId(),
            row.undoneNote());
  }
}
