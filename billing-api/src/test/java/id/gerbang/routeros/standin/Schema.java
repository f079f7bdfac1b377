package id.gerbang.routeros.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The menus of one release, read from `menus.txt`. */
final class Schema {

  enum Kind {
    LIST,
    FIXED,
    SETTINGS,
    VIEW,
    STATUS,
    COMMAND
  }

  record Property(
      String name, String kind, ValueType type, @Nullable String byDefault, Set<String> flags) {

    boolean is(String flag) {
      return flags.contains(flag);
    }

    boolean settable() {
      return !is("ro") && !is("moves") && !is("stats") && !is("detail");
    }

    /** Whether its value may be the name of a row of this menu. */
    boolean names(Menu menu) {
      return kind.contains("ref(" + menu.path + ")")
          || kind.contains("refs(" + menu.path + ")")
          || (menu.table().equals("/interface") && kind.matches("(.*\\|)?interface(\\|.*)?"));
    }
  }

  record Unique(List<String> properties, String message) {}

  record Menu(
      String path,
      Kind kind,
      Set<String> flags,
      List<Unique> unique,
      Map<String, Property> properties) {

    /** Rows of all interface menus stand in one table: their ids and names are one space. */
    String table() {
      return flags.contains("interface") ? "/interface" : path;
    }

    boolean hasRows() {
      return kind != Kind.COMMAND;
    }

    boolean isSingle() {
      return kind == Kind.SETTINGS || kind == Kind.STATUS;
    }

    /** The property that names a row of this menu. */
    Optional<String> nameProperty() {
      for (String name : List.of("name", "username", "login")) {
        if (properties.containsKey(name) && !isSingle()) {
          return Optional.of(name);
        }
      }
      return Optional.empty();
    }
  }

  private static final ValueType.Names ANY = (menu, name) -> Optional.of(name);

  private final Map<String, Menu> menus = new LinkedHashMap<>();
  private final Set<String> parents = new HashSet<>();

  private Schema() {}

  static Schema of(RouterOsVersion version, Set<String> packages) {
    Schema schema = new Schema();
    Menu menu = null;
    for (String line : lines()) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      String[] words = line.strip().split(" +");
      if (line.startsWith("/")) {
        menu = menu(words);
        if (isThere(menu.flags, version, packages)) {
          schema.put(menu);
        }
      } else if (words[0].equals("unique")) {
        Objects.requireNonNull(menu).unique.add(unique(line, words[1]));
      } else {
        Property property = property(words);
        if (isThere(property.flags, version, packages)) {
          Objects.requireNonNull(menu).properties.put(property.name, property);
        }
      }
    }
    return schema;
  }

  private static List<String> lines() {
    try (InputStream file = Objects.requireNonNull(Schema.class.getResourceAsStream("menus.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isThere(Set<String> flags, RouterOsVersion version, Set<String> packages) {
    for (String flag : flags) {
      if (flag.matches("[67](\\.\\d+\\+)?") && !version.has(flag)) {
        return false;
      }
      if (flag.startsWith("package=") && !packages.contains(flag.substring(8))) {
        return false;
      }
    }
    return true;
  }

  private static Menu menu(String[] words) {
    Set<String> flags = new LinkedHashSet<>(List.of(words).subList(2, words.length));
    return new Menu(
        words[0],
        Kind.valueOf(words[1].toUpperCase(Locale.ROOT)),
        flags,
        new ArrayList<>(),
        new LinkedHashMap<>());
  }

  private static Unique unique(String line, String properties) {
    String message = line.substring(line.indexOf(properties) + properties.length() + 1);
    return new Unique(List.of(properties.split("\\+")), message);
  }

  private static Property property(String[] words) {
    ValueType type = ValueType.parse(words[1]);
    String byDefault = null;
    Set<String> flags = new HashSet<>();
    for (String word : List.of(words).subList(2, words.length)) {
      if (word.equals("=")) {
        byDefault = "";
      } else if (word.startsWith("=")) {
        byDefault = type.read(words[0], word.substring(1), ANY);
      } else {
        flags.add(word);
      }
    }
    return new Property(words[0], words[1], type, byDefault, flags);
  }

  private void put(Menu menu) {
    menus.put(menu.path, menu);
    for (int slash = menu.path.lastIndexOf('/');
        slash > 0;
        slash = menu.path.lastIndexOf('/', slash - 1)) {
      parents.add(menu.path.substring(0, slash));
    }
  }

  Optional<Menu> find(String path) {
    return Optional.ofNullable(menus.get(path));
  }

  Menu get(String path) {
    return find(path).orElseThrow(() -> new IllegalArgumentException("no menu " + path));
  }

  /** Whether this path is a menu or leads to one. */
  boolean leads(String path) {
    return path.isEmpty() || parents.contains(path) || find(path).filter(Menu::hasRows).isPresent();
  }

  /** The first word of a command's path that no menu begins with so far. */
  String firstUnknown(String path) {
    int end = 0;
    while (end >= 0 && leads(path.substring(0, end))) {
      end = path.indexOf('/', end + 1);
    }
    String known = end < 0 ? path : path.substring(0, end);
    return known.substring(known.lastIndexOf('/') + 1);
  }

  Iterable<Menu> all() {
    return menus.values();
  }
}
