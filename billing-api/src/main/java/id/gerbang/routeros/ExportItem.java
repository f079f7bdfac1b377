package id.gerbang.routeros;

import java.util.Optional;
import java.util.Set;

/**
 * One item of an {@link ExportText}, and where it stands.
 *
 * @param line the first of its command, from 1
 * @param unset properties that it is said to be without
 */
public record ExportItem(int line, String menu, Row row, Set<String> unset) {

  public ExportItem {
    unset = Set.copyOf(unset);
  }

  /** Empty: it is as it would be by itself, or the text does not tell it. */
  public Optional<String> get(String property) {
    return row.get(property);
  }

  /** By {@code name}; what has none is called nothing. */
  public String name() {
    return get("name").orElse("");
  }
}
