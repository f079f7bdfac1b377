package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be said to a menu: the API, REST and scripts all end here. */
final class Commands {

  /** Who asks, and what the group of that user may. */
  record Login(String user, Set<String> policies) {

    boolean may(String policy) {
      return policies.contains(policy);
    }
  }

  /** How it was asked: words of errors and of unnamed arguments differ. */
  enum Way {
    API,
    REST,
    SCRIPT
  }

  /** Rows, and perhaps a value (`=ret=`). Endless: more would come until it is cancelled. */
  record Reply(List<Map<String, String>> rows, Optional<String> ret, boolean endless) {

    static Reply nothing() {
      return new Reply(List.of(), Optional.empty(), false);
    }

    static Reply value(String value) {
      return new Reply(List.of(), Optional.of(value), false);
    }

    static Reply rows(List<Map<String, String>> rows) {
      return new Reply(rows, Optional.empty(), false);
    }
  }

  private static final Set<String> PRINT_ARGUMENTS =
      Set.of(
          ".proplist",
          "proplist",
          "stats",
          "detail",
          "count-only",
          "from",
          "follow",
          "follow-only",
          "interval",
          "as-value",
          "terse",
          "brief",
          "without-paging",
          "show-ids",
          "value-list",
          "where");

  private final Tree tree;
  private final Edits edits;
  private final boolean v7;
  private final Map<String, Function<Map<String, String>, List<Map<String, String>>>> specials =
      new HashMap<>();
  private final Map<String, Consumer<Row>> removals = new HashMap<>();
  private final Consumer<Row> changed;

  Commands(Tree tree, boolean v7, Consumer<Row> changed) {
    this.tree = tree;
    edits = new Edits(tree);
    this.v7 = v7;
    this.changed = changed;
  }

  /** What a menu of kind `command` does. */
  void special(String path, Function<Map<String, String>, List<Map<String, String>>> does) {
    specials.put(path, does);
  }

  /** What removing a row of a menu means whose rows are dynamic. */
  void removal(String path, Consumer<Row> does) {
    removals.put(path, does);
  }

  Reply run(Login login, Way way, String path, Map<String, String> arguments, Query query) {
    Optional<Schema.Menu> command = tree.schema().find(path).filter(menu -> !menu.hasRows());
    if (command.isPresent()) {
      return special(login, command.get(), arguments);
    }
    int slash = path.lastIndexOf('/');
    Schema.Menu menu = menu(path.substring(0, Math.max(slash, 0)));
    String name = path.substring(slash + 1);
    if (!names(menu).contains(name)) {
      throw new Refusal(Refusal.NO_CATEGORY, "no such command");
    }
    require(login, isRead(name) ? "read" : "write");
    if (!isRead(name) && (menu.path().equals("/user") || menu.path().startsWith("/user/"))) {
      require(login, "policy");
    }
    return switch (name) {
      case "print", "listen", "getall" -> print(login, menu, arguments, query);
      case "find" -> found(menu, query);
      case "get" -> get(login, menu, arguments);
      case "add" -> added(menu, arguments, way);
      default -> changed(menu, name, arguments);
    };
  }

  private Schema.Menu menu(String path) {
    if (!tree.schema().leads(path)) {
      throw new Refusal(Refusal.NO_CATEGORY, Refusal.NO_PREFIX);
    }
    return tree.schema()
        .find(path)
        .orElseThrow(() -> new Refusal(Refusal.NO_CATEGORY, "no such command"));
  }

  /** The commands of a menu. */
  static Set<String> names(Schema.Menu menu) {
    Set<String> names = new LinkedHashSet<>(List.of("print", "get", "listen", "getall"));
    if (menu.kind() != Schema.Kind.STATUS && menu.kind() != Schema.Kind.VIEW) {
      names.addAll(List.of("set", "export"));
    }
    if (!menu.isSingle()) {
      names.add("find");
    }
    if (menu.kind() == Schema.Kind.LIST || menu.path().equals("/ppp/active")) {
      names.add("remove");
    }
    if (menu.kind() == Schema.Kind.LIST) {
      names.addAll(List.of("add", "unset"));
    }
    if (menu.flags().contains("ordered")) {
      names.add("move");
    }
    if (!menu.isSingle() && menu.kind() != Schema.Kind.VIEW) {
      names.addAll(
          menu.properties().containsKey("disabled") ? List.of("enable", "disable") : List.of());
      names.addAll(menu.properties().containsKey("comment") ? List.of("comment") : List.of());
    }
    return names;
  }

  private static boolean isRead(String command) {
    return Set.of("print", "get", "getall", "listen", "find", "export").contains(command);
  }

  private static void require(Login login, String policy) {
    if (!login.may(policy)) {
      throw new Refusal(Refusal.NO_CATEGORY, "not enough permissions (9)");
    }
  }

  private Reply special(Login login, Schema.Menu command, Map<String, String> arguments) {
    String policy =
        List.of("reboot", "test", "write", "read").stream()
            .filter(command.flags()::contains)
            .findFirst()
            .orElse("read");
    require(login, policy);
    Map<String, String> read = new LinkedHashMap<>();
    arguments.forEach(
        (name, typed) -> {
          Schema.Property property = command.properties().get(name);
          if (property == null
              && name.equals(".id")
              && command.properties().containsKey("numbers")) {
            read.put("numbers", typed);
          } else if (property == null && !name.equals(".proplist")) {
            throw unknown(name);
          } else if (property != null) {
            read.put(name, property.type().read(name, typed, tree::nameOf));
          }
        });
    for (Schema.Property property : command.properties().values()) {
      if (property.is("required") && !read.containsKey(property.name())) {
        throw new Refusal(Refusal.NO_CATEGORY, "missing =" + property.name() + "=");
      }
    }
    boolean ends =
        List.of("once", "count", "duration").stream().noneMatch(command.properties()::containsKey)
            || List.of("once", "count", "duration").stream().anyMatch(read::containsKey);
    Function<Map<String, String>, List<Map<String, String>>> does = specials.get(command.path());
    List<Map<String, String>> rows = does == null ? List.of() : does.apply(read);
    return new Reply(
        rows.stream().map(row -> chosen(row, arguments.get(".proplist"))).toList(),
        Optional.empty(),
        !ends);
  }

  private static Refusal unknown(String property) {
    return new Refusal(Refusal.NO_CATEGORY, "unknown parameter " + property);
  }

  private Reply print(Login login, Schema.Menu menu, Map<String, String> arguments, Query query) {
    for (String argument : arguments.keySet()) {
      if (!PRINT_ARGUMENTS.contains(argument) && !argument.equals(".id")) {
        throw unknown(argument);
      }
    }
    boolean more = arguments.containsKey("stats") || arguments.containsKey("detail");
    @Nullable String one = arguments.getOrDefault(".id", arguments.get("from"));
    List<Row> rows = one == null ? tree.rows(menu) : tree.find(menu, one);
    List<Map<String, String>> views = new ArrayList<>();
    for (Row row : rows) {
      Map<String, String> view = tree.view(menu, row, more);
      if (query.wants(view)) {
        @Nullable String list = arguments.getOrDefault(".proplist", arguments.get("proplist"));
        views.add(chosen(hidden(login, menu, view), list));
      }
    }
    return arguments.containsKey("count-only")
        ? Reply.value(Integer.toString(views.size()))
        : Reply.rows(views);
  }

  /** Without policy `sensitive`, 7 shows stars and 6 leaves the field out. */
  private Map<String, String> hidden(Login login, Schema.Menu menu, Map<String, String> view) {
    if (login.may("sensitive")) {
      return view;
    }
    Map<String, String> shown = new LinkedHashMap<>(view);
    for (Schema.Property property : menu.properties().values()) {
      if (property.is("secret") && shown.containsKey(property.name())) {
        if (v7) {
          shown.put(property.name(), "*****");
        } else {
          shown.remove(property.name());
        }
      }
    }
    return shown;
  }

  static Map<String, String> chosen(Map<String, String> view, @Nullable String list) {
    if (list == null) {
      return view;
    }
    Map<String, String> chosen = new LinkedHashMap<>();
    for (String property : list.split(",", -1)) {
      String value = view.get(property);
      if (value != null) {
        chosen.put(property, value);
      }
    }
    return chosen;
  }

  private Reply found(Schema.Menu menu, Query query) {
    List<String> ids =
        tree.rows(menu).stream()
            .filter(row -> query.wants(tree.view(menu, row, true)))
            .map(Row::id)
            .toList();
    return Reply.value(String.join(";", ids));
  }

  private Reply get(Login login, Schema.Menu menu, Map<String, String> arguments) {
    Map<String, String> rest = new LinkedHashMap<>(arguments);
    Row row = rows(menu, rest).get(0);
    String property = rest.remove("value-name");
    if (property == null) {
      throw new Refusal(Refusal.NO_CATEGORY, "missing =value-name=");
    }
    if (!menu.properties().containsKey(property) && !property.equals(".id")) {
      throw Refusal.noMatch("value-name");
    }
    String value = hidden(login, menu, tree.view(menu, row, true)).get(property);
    return Reply.value(value == null ? "" : value);
  }

  private Reply added(Schema.Menu menu, Map<String, String> arguments, Way way) {
    Row row = edits.add(menu, arguments, way != Way.SCRIPT);
    changed.accept(row);
    return Reply.value(row.id());
  }

  /** Takes the words that say which rows out of the arguments. */
  private List<Row> rows(Schema.Menu menu, Map<String, String> arguments) {
    if (menu.isSingle()) {
      return tree.rows(menu);
    }
    String id = arguments.remove(".id");
    String numbers = arguments.remove("numbers");
    // Where only one row can be meant, as for get, RouterOS calls it `number`.
    String number = arguments.remove("number");
    String which = id != null ? id : numbers != null ? numbers : number;
    if (which == null) {
      throw new Refusal(Refusal.NO_CATEGORY, "missing =.id=");
    }
    return tree.find(menu, which);
  }

  private Reply changed(Schema.Menu menu, String name, Map<String, String> arguments) {
    Map<String, String> rest = new LinkedHashMap<>(arguments);
    List<Row> rows = rows(menu, rest);
    switch (name) {
      case "set" -> edits.set(menu, rows, rest);
      case "comment" -> edits.set(menu, rows, Map.of("comment", taken(rest, "comment")));
      case "enable" -> edits.set(menu, rows, Map.of("disabled", "no"));
      case "disable" -> edits.set(menu, rows, Map.of("disabled", "yes"));
      case "unset" -> {
        String property = taken(rest, "value-name");
        rows.forEach(row -> edits.unset(row, property));
      }
      case "move" -> {
        String destination = rest.remove("destination");
        tree.move(
            menu,
            rows,
            Optional.ofNullable(destination).map(before -> tree.find(menu, before).get(0)));
      }
      case "remove" -> remove(menu, rows);
      default -> throw new Refusal(Refusal.NO_CATEGORY, "no such command");
    }
    if (!name.equals("set") && !rest.isEmpty()) {
      throw unknown(rest.keySet().iterator().next());
    }
    rows.forEach(changed);
    return Reply.nothing();
  }

  private static String taken(Map<String, String> arguments, String name) {
    String value = arguments.remove(name);
    if (value == null) {
      throw new Refusal(Refusal.NO_CATEGORY, "missing =" + name + "=");
    }
    return value;
  }

  private void remove(Schema.Menu menu, List<Row> rows) {
    Consumer<Row> removal = removals.get(menu.path());
    if (removal == null) {
      edits.remove(rows);
    } else {
      rows.forEach(removal);
    }
  }
}
