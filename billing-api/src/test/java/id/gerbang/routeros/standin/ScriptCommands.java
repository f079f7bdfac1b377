package id.gerbang.routeros.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads commands, and refuses what their menus do not know before anything runs. */
final class ScriptCommands {

  private static final Set<String> FLAGS =
      Set.of(
          "detail",
          "stats",
          "terse",
          "brief",
          "count-only",
          "as-value",
          "without-paging",
          "follow",
          "file");

  private final ScriptText source;
  private final ScriptValues values;
  private final Schema schema;
  private final RouterOsVersion version;

  ScriptCommands(ScriptText source, ScriptValues values, Schema schema, RouterOsVersion version) {
    this.source = source;
    this.values = values;
    this.schema = schema;
    this.version = version;
  }

  /** A path alone changes the menu; with a command it does that command there. */
  ScriptNode command() {
    boolean absolute = source.peek() == '/';
    String path = absolute ? "" : source.menu;
    if (absolute) {
      source.pos++;
    }
    while (true) {
      source.skipBlanks();
      if (source.ends()) {
        source.menu = path;
        return scope -> Operators.NOTHING;
      }
      int where = source.pos;
      String word = source.word("./");
      if (word.isEmpty() || (word.contains("/") && version.major() < 7)) {
        throw source.bad("bad command name " + (word.isEmpty() ? source.peek() : word), where);
      }
      for (String piece : word.split("/", -1)) {
        String below = path + "/" + piece;
        if (piece.equals("..")) {
          path = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
        } else if (schema.leads(below)) {
          path = below;
        } else if (schema.find(below).isPresent()) {
          return arguments(schema.get(below), below);
        } else if (isCommand(path, piece)) {
          return arguments(schema.get(path), below);
        } else if (path.isEmpty() && (piece.equals("export") || piece.equals("import"))) {
          throw source.bad("not inside a script: " + piece, where);
        } else {
          throw source.bad("bad command name " + piece, where);
        }
      }
    }
  }

  private boolean isCommand(String path, String name) {
    return schema.find(path).filter(found -> Commands.names(found).contains(name)).isPresent();
  }

  private ScriptNode arguments(Schema.Menu of, String path) {
    int where = source.pos;
    String command = path.substring(path.lastIndexOf('/') + 1);
    Map<String, ScriptNode> named = new LinkedHashMap<>();
    ScriptNode wanted = null;
    String before = source.menu;
    // A find within a command looks where the command is.
    source.menu = of.path();
    source.skipBlanks();
    while (!source.ends()) {
      int at = source.pos;
      if (command.equals("find")) {
        skipWhere();
        wanted = source.ends() ? null : values.expressions().expression(of);
        break;
      }
      String name = "\"[($*".indexOf(source.peek()) >= 0 ? "" : source.word(".!:/*");
      if (name.equals("where") && command.equals("print")) {
        source.skipBlanks();
        wanted = values.expressions().expression(of);
        break;
      }
      if (!name.isEmpty() && source.peek() == '=') {
        requireArgument(of, command, name, at);
        source.pos++;
        named.put(name, values.value());
      } else if (!name.isEmpty() && isFlag(of, command, name)) {
        named.put(name, scope -> "");
      } else {
        source.pos = at;
        ScriptNode unnamed = values.value();
        named.put(unnamedName(of, command, named, at), unnamed);
      }
      source.skipBlanks();
    }
    source.menu = before;
    ScriptNode filter = wanted;
    return new ScriptCall(of, path, named, filter, message -> source.bad(message, where));
  }

  private void skipWhere() {
    int at = source.pos;
    if (!source.word("").equals("where")) {
      source.pos = at;
    }
    source.skipBlanks();
  }

  private void requireArgument(Schema.Menu of, String command, String name, int where) {
    Schema.Property property = of.properties().get(name);
    boolean known =
        switch (command) {
          case "add" -> isSettable(property) || Set.of("place-before", "copy-from").contains(name);
          case "set" -> isSettable(property) || name.equals("numbers");
          case "print" -> Set.of("file", "interval", "proplist", "from").contains(name);
          case "get", "unset" -> Set.of("numbers", "number", "value-name").contains(name);
          case "move" -> Set.of("numbers", "destination").contains(name);
          case "comment" -> Set.of("numbers", "comment").contains(name);
          default -> of.hasRows() ? name.equals("numbers") : property != null;
        };
    if (!known) {
      throw source.bad("expected end of command", where);
    }
  }

  private static boolean isSettable(Schema.@Nullable Property property) {
    return property != null && property.settable();
  }

  private static boolean isFlag(Schema.Menu of, String command, String name) {
    Schema.Property property = of.properties().get(name);
    boolean has =
        property != null && (property.kind().equals("flag") || property.kind().equals("bool"));
    return command.equals("print")
        ? FLAGS.contains(name)
        : has && (!of.hasRows() || command.equals("add"));
  }

  private String unnamedName(
      Schema.Menu of, String command, Map<String, ScriptNode> named, int where) {
    if (Set.of("set", "remove", "enable", "disable", "comment", "move", "get", "unset")
            .contains(command)
        && !of.isSingle()
        && !named.containsKey("numbers")) {
      return "numbers";
    }
    if (command.equals("get") && !named.containsKey("value-name")) {
      return "value-name";
    }
    if (!of.hasRows()) {
      for (Schema.Property property : of.properties().values()) {
        if (property.is("required") && !named.containsKey(property.name())) {
          return property.name();
        }
      }
    }
    throw source.bad("expected end of command", where);
  }
}
