package id.gerbang.routeros;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One item of an answer: properties by name, in the router's order, values as the text it sent. A
 * property that was never set is often left out. Prints names alone, for a value may be a secret.
 */
public record Row(Map<String, String> values) {

  public static final String ID = ".id";
  private static final String DEAD = ".dead";

  public Row {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Such as {@code *1A}. It may change when the router restarts: keep names or comments. */
  public String id() {
    return get(ID)
        .orElseThrow(
            () ->
                new RouterOsException(
                    RouterOsException.Kind.NOT_UNDERSTOOD, "an item came without its .id"));
  }

  /** Answers say {@code true}, settings of some menus {@code yes}. */
  public boolean isTrue(String name) {
    String value = values.get(name);
    return "true".equals(value) || "yes".equals(value);
  }

  /** What a property lists, such as policies; not what is listed behind a {@code !}. */
  public List<String> words(String name) {
    return Arrays.stream(get(name).orElse("").split(","))
        .filter(word -> !word.isBlank() && !word.startsWith("!"))
        .toList();
  }

  /** While listening: the item is no more, and only its id is told. */
  public boolean isDead() {
    return isTrue(DEAD);
  }

  /** These properties, and the two that say which item it is and whether it is still there. */
  static List<String> toldOf(List<String> properties) {
    return properties.isEmpty()
        ? List.of()
        : Stream.concat(Stream.of(ID, DEAD), properties.stream()).distinct().toList();
  }

  @Override
  public String toString() {
    return "Row" + values.keySet();
  }
}
