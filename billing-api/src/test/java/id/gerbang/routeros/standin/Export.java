package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** `/export`: the settings as a script, what is named before what names it. */
final class Export {

  private static final int WIDTH = 78;
  private static final Set<String> LEFT_OUT =
      Set.of(
          "/user", "/user/group", "/certificate", "/system/package", "/interface", "/system/clock");

  private final Tree tree;
  private final boolean sensitive;
  private final Set<Schema.Menu> ordered = new LinkedHashSet<>();

  Export(Tree tree, boolean sensitive) {
    this.tree = tree;
    this.sensitive = sensitive;
  }

  String text() {
    for (Schema.Menu menu : tree.schema().all()) {
      place(menu, new LinkedHashSet<>());
    }
    StringBuilder text = new StringBuilder();
    for (Schema.Menu menu : ordered) {
      List<String> lines = lines(menu);
      if (!lines.isEmpty()) {
        text.append(menu.path().replace('/', ' ').replaceFirst(" ", "/")).append('\n');
        lines.forEach(line -> text.append(line).append('\n'));
      }
    }
    return text.toString();
  }

  private void place(Schema.Menu menu, Set<Schema.Menu> above) {
    if (ordered.contains(menu) || !above.add(menu)) {
      return;
    }
    for (Schema.Menu other : tree.schema().all()) {
      if (menu.properties().values().stream().anyMatch(property -> property.names(other))) {
        place(other, above);
      }
    }
    ordered.add(menu);
  }

  private List<String> lines(Schema.Menu menu) {
    List<String> lines = new ArrayList<>();
    boolean settable =
        menu.kind() == Schema.Kind.LIST
            || menu.kind() == Schema.Kind.FIXED
            || menu.kind() == Schema.Kind.SETTINGS;
    if (!settable || LEFT_OUT.contains(menu.path())) {
      return lines;
    }
    for (Row row : tree.rows(menu)) {
      if (row.isDynamic()) {
        continue;
      }
      boolean made = menu.kind() == Schema.Kind.LIST && !row.is("default");
      List<String> words = words(row, made);
      if (made) {
        lines.add(wrapped("add", words));
      } else if (!words.isEmpty()) {
        lines.add(wrapped("set" + which(row), words));
      }
    }
    return lines;
  }

  private static String which(Row row) {
    if (row.menu.isSingle()) {
      return "";
    }
    String property = row.find("default-name").isPresent() ? "default-name" : "name";
    return " [ find " + property + "=" + quoted(row.get(property)) + " ]";
  }

  private List<String> words(Row row, boolean made) {
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, String> value : row.values.entrySet()) {
      Schema.Property property = Objects.requireNonNull(row.menu.properties().get(value.getKey()));
      boolean given = made || !value.getKey().equals("name") || !row.get("default-name").isEmpty();
      boolean says = !value.getValue().equals(property.byDefault());
      boolean same = value.getValue().equals(row.get("default-name"));
      boolean hidden = property.is("secret") && !sensitive;
      boolean burnt =
          row.menu.path().equals("/interface/ethernet") && property.name().equals("mac-address");
      boolean port = row.menu.path().equals("/ip/service") && property.name().equals("port");
      if (property.settable() && given && says && !same && !hidden && !burnt && !port) {
        words.add(value.getKey() + "=" + quoted(value.getValue()));
      }
    }
    return words;
  }

  private static String wrapped(String command, List<String> words) {
    StringBuilder text = new StringBuilder(command);
    int column = command.length();
    for (String word : words) {
      if (column + word.length() + 2 > WIDTH) {
        text.append(" \\\n   ");
        column = 3;
      }
      text.append(' ').append(word);
      column += word.length() + 1;
    }
    return text.toString();
  }

  private static String quoted(String value) {
    if (value.matches("[A-Za-z0-9._:/,@*!+%-]+")) {
      return value;
    }
    StringBuilder text = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      switch (c) {
        case '"', '\\', '$', '?' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
