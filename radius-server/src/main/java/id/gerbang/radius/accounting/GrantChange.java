package id.gerbang.radius.accounting;

import id.gerbang.radius.session.SessionKey;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What acts upon a session changed of what it holds: by the last that was acknowledged, and perhaps
 * by those sent after it.
 *
 * @param granted empty: none was acknowledged
 * @param attempted as {@code Granted} texts
 */
record GrantChange(
    SessionKey key, int generation, Optional<String> granted, Set<String> attempted) {

  static GrantChange of(JournalEntry.Acknowledged entry) {
    return new GrantChange(entry.key(), entry.generation(), Optional.of(entry.granted()), Set.of());
  }

  static GrantChange of(JournalEntry.Attempted entry) {
    return new GrantChange(
        entry.key(), entry.generation(), Optional.empty(), Set.of(entry.granted()));
  }

  /** This, and after it another of the same session. */
  GrantChange then(GrantChange later) {
    if (later.granted.isPresent()) {
      return later;
    }
    Set<String> both = new LinkedHashSet<>(attempted);
    both.addAll(later.attempted);
    return new GrantChange(key, generation, granted, both);
  }
}
