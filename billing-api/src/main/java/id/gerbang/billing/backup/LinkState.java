package id.gerbang.billing.backup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How far a link has come: from what is kept of its sides. */
record LinkState(Phase phase, Map<String, SideView> sides) {

  enum Phase {
    ORDERED,
    BEING_MADE,
    /** Both halves and the provider edge are as they are to be. */
    READY,
    BEING_REMOVED,
    REMOVED
  }

  static LinkState of(BackupLink link, List<SideRow> rows) {
    Map<String, SideView> sides = new LinkedHashMap<>();
    for (Side side : Side.values()) {
      Optional<SideRow> kept =
          rows.stream().filter(row -> row.side().equals(side.word())).findFirst();
      sides.put(
          side.word(),
          kept.map(row -> SideView.of(row, isAsItIsToBe(link, side, row))).orElse(SideView.NONE));
    }
    return new LinkState(phase(link, rows, sides), sides);
  }

  private static boolean isAsItIsToBe(BackupLink link, Side side, SideRow row) {
    Long router =
        switch (side) {
          case POP -> link.pop().routerId();
          case CUSTOMER -> link.customerRouterId();
          case UPE -> null;
        };
    return row.madeOf().equals(LinkHalves.madeOf(link, side, link.loginMode()))
        && (row.routerId() == null || row.routerId().equals(router));
  }

  private static Phase phase(BackupLink link, List<SideRow> rows, Map<String, SideView> sides) {
    if (link.archivedAt() != null) {
      return Phase.REMOVED;
    }
    if (link.removingSince() != null) {
      return Phase.BEING_REMOVED;
    }
    if (sides.values().stream().allMatch(side -> side.state().equals("made"))) {
      return Phase.READY;
    }
    return rows.stream().anyMatch(SideRow::isThere) ? Phase.BEING_MADE : Phase.ORDERED;
  }

  /** As in the API. */
  String word() {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  SideView side(Side side) {
    return Objects.requireNonNull(sides.get(side.word()));
  }

  boolean isThere(Side side) {
    String state = side(side).state();
    return state.equals("made") || state.equals("outdated");
  }
}
