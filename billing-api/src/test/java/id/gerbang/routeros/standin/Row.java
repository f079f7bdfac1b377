package id.gerbang.routeros.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row of a menu: what was set, and what the router itself says of it. */
final class Row {

  final Schema.Menu menu;

  /** As printed; without what stands at its default or has no value. */
  final Map<String, String> values = new LinkedHashMap<>();

  /** What is read only and follows from the rest. */
  final Map<String, String> state = new LinkedHashMap<>();

  /** Whose doing a dynamic row is, and which of its rows. */
  @Nullable String owner;

  @Nullable String key;

  private long number;

  Row(Schema.Menu menu, long number) {
    this.menu = menu;
    this.number = number;
  }

  String id() {
    return "*" + Long.toHexString(number).toUpperCase(java.util.Locale.ROOT);
  }

  void renumber(long next) {
    number = next;
  }

  boolean isDynamic() {
    return owner != null;
  }

  /** The value, set or by default; empty when there is none. */
  String get(String property) {
    return find(property).orElse("");
  }

  Optional<String> find(String property) {
    String value = values.getOrDefault(property, state.get(property));
    if (value == null) {
      Schema.Property known = menu.properties().get(property);
      value = known == null ? null : known.byDefault();
    }
    return Optional.ofNullable(value);
  }

  boolean is(String property) {
    return get(property).equals("true");
  }

  boolean isEnabled() {
    return !is("disabled");
  }

  String name() {
    return menu.nameProperty().map(this::get).orElse("");
  }

  int number(String property) {
    return Integer.parseInt(get(property));
  }
}
