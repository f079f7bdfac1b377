package id.gerbang.billing.moving;

import id.gerbang.routeros.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many sessions User Manager could have at once by its licence, and how many it had. */
final class Licences {

  /** By the level of RouterOS; level 6 has no ceiling, nor has the trial of 24 hours, level 0. */
  private static final Map<String, Integer> MOST = Map.of("1", 1, "3", 10, "4", 20, "5", 50);

  /** When a session was there; without an end it is still. */
  record Span(Instant from, Optional<Instant> till) {}

  private Licences() {}

  static Optional<Integer> most(Row licence) {
    return licence.get("nlevel").or(() -> licence.get("level")).map(MOST::get);
  }

  /** In words; none where there is no ceiling that is known. */
  static List<String> words(Row licence, Collection<Span> spans, Instant now) {
    Optional<Integer> most = most(licence);
    if (most.isEmpty()) {
      return List.of();
    }
    TreeMap<Instant, Integer> changes = new TreeMap<>();
    for (Span span : spans) {
      changes.merge(span.from(), 1, Integer::sum);
      changes.merge(span.till().orElse(now), -1, Integer::sum);
    }
    int together = 0;
    int peak = 0;
    Duration atCeiling = Duration.ZERO;
    int times = 0;
    Instant last = null;
    for (Map.Entry<Instant, Integer> change : changes.entrySet()) {
      if (last != null && together >= most.get()) {
        atCeiling = atCeiling.plus(Duration.between(last, change.getKey()));
      }
      int before = together;
      together += change.getValue();
      times += before < most.get() && together >= most.get() ? 1 : 0;
      peak = Math.max(peak, together);
      last = change.getKey();
    }
    String licenceWords =
        "the licence (level %s) lets User Manager have %d sessions at once; it had %d at most"
            .formatted(
                licence.get("nlevel").or(() -> licence.get("level")).orElse(""), most.get(), peak);
    return List.of(
        times == 0
            ? licenceWords
            : licenceWords
                + ", and was at its ceiling %d times, for %d h %02d min in all: whoever dialled then was refused, which it does not write down"
                    .formatted(times, atCeiling.toHours(), atCeiling.toMinutesPart()));
  }
}
