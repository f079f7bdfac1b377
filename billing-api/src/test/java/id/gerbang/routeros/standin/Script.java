package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * RouterOS script, as much as set-ups are written in: menus, `add` and `set` below them, `[find
 * …]`, `:if`, `:foreach`, variables. One statement is read, names and all, and then run; the first
 * error stops and what came before stays. Names are not completed: the console would take `/int`
 * for `/interface`, and here it is an error.
 */
final class Script {

  /** What is wrong, and where: `expected end of command (line 1 column 20)`. */
  static final class Bad extends RuntimeException {

    Bad(String message, int line, int column) {
      super(message + " (line " + line + " column " + column + ")", null, false, false);
    }
  }

  /** A value to be: text, a number, true or false, a list, or nothing. */
  private interface Node {
    Object in(Scope scope);
  }

  /** The variables of a block, and the row that a `find` looks at. */
  private record Scope(
      Map<String, Object> variables, @Nullable Scope around, Map<String, String> row) {

    static Scope of(@Nullable Scope around) {
      return new Scope(new HashMap<>(), around, around == null ? Map.of() : around.row);
    }

    Scope at(Map<String, String> looked) {
      return new Scope(new HashMap<>(), this, looked);
    }

    Object get(String name) {
      for (Scope scope = this; scope != null; scope = scope.around) {
        Object value = scope.variables.get(name);
        if (value != null) {
          return value;
        }
      }
      return NOTHING;
    }

    void set(String name, Object value) {
      for (Scope scope = this; scope != null; scope = scope.around) {
        if (scope.variables.containsKey(name)) {
          scope.variables.put(name, value);
          return;
        }
      }
      variables.put(name, value);
    }
  }

  private static final Object NOTHING = new Object();
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
  private static final String ENDS = " \t\r\n;)]}";

  private final StandInRouter router;
  private final Commands.Login login;
  private final String text;
  private final Set<String> declared = new HashSet<>();
  private final List<String> output = new ArrayList<>();
  private int pos;
  private String menu = "";

  Script(StandInRouter router, Commands.Login login, String text) {
    this.router = router;
    this.login = login;
    this.text = text;
  }

  /** Runs it all; what it printed. */
  List<String> run() {
    Scope scope = Scope.of(null);
    skipSeparators();
    while (pos < text.length()) {
      int where = pos;
      Node statement = whole();
      try {
        statement.in(scope);
      } catch (Refusal refused) {
        throw bad(refused.says(), where);
      }
      skipSeparators();
    }
    return output;
  }

  private Node whole() {
    Node statement = statement();
    skipBlanks();
    if (pos < text.length() && ")]}".indexOf(peek()) >= 0) {
      throw bad("expected end of command", pos);
    }
    return statement;
  }

  /** Reads it all and does nothing. */
  void read() {
    skipSeparators();
    while (pos < text.length()) {
      whole();
      skipSeparators();
    }
  }

  // Characters.

  private char peek() {
    while (pos + 1 < text.length()
        && text.charAt(pos) == '\\'
        && "\r\n".indexOf(text.charAt(pos + 1)) >= 0) {
      pos = text.indexOf('\n', pos) + 1;
      while (pos < text.length() && " \t".indexOf(text.charAt(pos)) >= 0) {
        pos++;
      }
    }
    return pos < text.length() ? text.charAt(pos) : '\n';
  }

  private boolean ends() {
    return pos >= text.length() || "\r\n;)]}".indexOf(peek()) >= 0;
  }

  private void skipBlanks() {
    while (pos < text.length() && " \t".indexOf(peek()) >= 0) {
      pos++;
    }
  }

  private void skipSeparators() {
    while (pos < text.length()) {
      if (" \t\r\n;".indexOf(peek()) >= 0) {
        pos++;
      } else if (peek() == '#') {
        int end = text.indexOf('\n', pos);
        pos = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  private Bad bad(String message, int where) {
    int line = 1;
    int begun = 0;
    for (int i = 0; i < Math.min(where, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        begun = i + 1;
      }
    }
    return new Bad(message, line, where - begun + 1);
  }

  private void expect(char wanted) {
    if (pos >= text.length() || peek() != wanted) {
      throw bad("expected " + wanted, pos);
    }
    pos++;
  }

  private String word(String extra) {
    peek();
    StringBuilder word = new StringBuilder();
    while (pos < text.length()
        && (Character.isLetterOrDigit(peek()) || ("-_" + extra).indexOf(peek()) >= 0)) {
      word.append(peek());
      pos++;
    }
    return word.toString();
  }

  // Statements.

  private Node block() {
    String before = menu;
    expect('{');
    List<Node> statements = new ArrayList<>();
    skipSeparators();
    while (peek() != '}' || pos >= text.length()) {
      if (pos >= text.length()) {
        throw bad("expected closing brace", pos);
      }
      statements.add(statement());
      skipSeparators();
    }
    pos++;
    menu = before;
    return scope -> {
      Scope inner = Scope.of(scope);
      Object last = NOTHING;
      for (Node statement : statements) {
        last = statement.in(inner);
      }
      return last;
    };
  }

  private Node statement() {
    skipBlanks();
    if (peek() == '{') {
      return block();
    }
    if (ends()) {
      throw bad("bad command name " + peek(), pos);
    }
    if (peek() == ':') {
      pos++;
      return builtIn();
    }
    return command();
  }

  private Node builtIn() {
    int where = pos;
    String name = word("");
    switch (name) {
      case "local", "global":
        return declaration();
      case "set":
        skipBlanks();
        String variable = word("");
        requireDeclared(variable, where);
        Node to = value();
        return scope -> {
          scope.set(variable, to.in(scope));
          return NOTHING;
        };
      case "if":
        return condition();
      case "foreach":
        return loop();
      case "for":
        return counted();
      case "do":
        return attempt();
      case "put", "error", "delay", "len", "tostr", "tonum", "typeof", "return", "log":
        return called(name, where);
      default:
        throw bad("bad command name " + name, where);
    }
  }

  private Node declaration() {
    skipBlanks();
    String name = word("");
    declared.add(name);
    skipBlanks();
    Node value = ends() ? scope -> NOTHING : value();
    return scope -> {
      scope.variables.put(name, value.in(scope));
      return NOTHING;
    };
  }

  private void requireDeclared(String name, int where) {
    if (!declared.contains(name)) {
      throw bad("undefined variable " + name, where);
    }
  }

  private Node keyword(String name) {
    skipBlanks();
    int where = pos;
    if (!word("").equals(name) || peek() != '=') {
      throw bad("expected " + name + "=", where);
    }
    pos++;
    skipBlanks();
    return peek() == '{' ? block() : value();
  }

  private boolean comes(String keyword) {
    int before = pos;
    skipBlanks();
    boolean comes = word("").equals(keyword) && peek() == '=';
    pos = before;
    return comes;
  }

  private Node condition() {
    skipBlanks();
    Node asked = value();
    Node then = keyword("do");
    Node otherwise = comes("else") ? keyword("else") : scope -> NOTHING;
    return scope -> isTrue(asked.in(scope)) ? then.in(scope) : otherwise.in(scope);
  }

  private Node loop() {
    skipBlanks();
    String variable = word("");
    declared.add(variable);
    Node in = keyword("in");
    Node does = keyword("do");
    return scope -> {
      Object all = in.in(scope);
      for (Object one : all instanceof List<?> list ? list : List.of(all)) {
        Scope inner = Scope.of(scope);
        inner.variables.put(variable, one);
        does.in(inner);
      }
      return NOTHING;
    };
  }

  private Node counted() {
    skipBlanks();
    String variable = word("");
    declared.add(variable);
    Node from = keyword("from");
    Node to = keyword("to");
    Node does = keyword("do");
    return scope -> {
      for (long i = number(from.in(scope)); i <= number(to.in(scope)); i++) {
        Scope inner = Scope.of(scope);
        inner.variables.put(variable, i);
        does.in(inner);
      }
      return NOTHING;
    };
  }

  private Node attempt() {
    skipBlanks();
    Node does = block();
    Node onError = comes("on-error") ? keyword("on-error") : null;
    if (onError == null) {
      return does;
    }
    return scope -> {
      try {
        return does.in(scope);
      } catch (Bad failed) {
        return onError.in(scope);
      }
    };
  }

  private Node called(String name, int where) {
    if (name.equals("log")) {
      skipBlanks();
      word("");
    }
    skipBlanks();
    Node of = ends() ? scope -> "" : value();
    return scope -> {
      Object value = of.in(scope);
      switch (name) {
        case "put" -> output.add(text(value));
        case "error" -> throw bad(text(value), where);
        case "delay" -> ValueType.duration("delay-time", text(value));
        default -> {}
      }
      return switch (name) {
        case "len" -> (long) (value instanceof List<?> list ? list.size() : text(value).length());
        case "tostr" -> text(value);
        case "tonum" -> number(value);
        case "typeof" -> typeOf(value);
        case "return" -> value;
        default -> NOTHING;
      };
    };
  }

  private static String typeOf(Object value) {
    if (value instanceof List) {
      return "array";
    }
    return value == NOTHING
        ? "nothing"
        : value instanceof Long ? "num" : value instanceof Boolean ? "bool" : "str";
  }

  /** A path alone changes the menu; with a command it does that command there. */
  private Node command() {
    boolean absolute = peek() == '/';
    String path = absolute ? "" : menu;
    if (absolute) {
      pos++;
    }
    while (true) {
      skipBlanks();
      if (ends()) {
        menu = path;
        return scope -> NOTHING;
      }
      int where = pos;
      String word = word("./");
      if (word.isEmpty() || (word.contains("/") && router.version().major() < 7)) {
        throw bad("bad command name " + (word.isEmpty() ? peek() : word), where);
      }
      for (String piece : word.split("/", -1)) {
        String below = path + "/" + piece;
        Schema schema = router.tree().schema();
        if (piece.equals("..")) {
          path = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
        } else if (schema.leads(below)) {
          path = below;
        } else if (schema.find(below).isPresent()) {
          return arguments(schema.get(below), below);
        } else if (isCommand(path, piece)) {
          return arguments(schema.get(path), below);
        } else if (path.isEmpty() && (piece.equals("export") || piece.equals("import"))) {
          throw bad("not inside a script: " + piece, where);
        } else {
          throw bad("bad command name " + piece, where);
        }
      }
    }
  }

  private boolean isCommand(String path, String name) {
    return router
        .tree()
        .schema()
        .find(path)
        .filter(found -> Commands.names(found).contains(name))
        .isPresent();
  }

  private Node arguments(Schema.Menu of, String path) {
    int where = pos;
    String command = path.substring(path.lastIndexOf('/') + 1);
    Map<String, Node> named = new LinkedHashMap<>();
    Node wanted = null;
    String before = menu;
    // A find within a command looks where the command is.
    menu = of.path();
    skipBlanks();
    while (!ends()) {
      int at = pos;
      if (command.equals("find")) {
        skipWhere();
        wanted = ends() ? null : expression(of);
        break;
      }
      String name = "\"[($*".indexOf(peek()) >= 0 ? "" : word(".!:/*");
      if (name.equals("where") && command.equals("print")) {
        skipBlanks();
        wanted = expression(of);
        break;
      }
      if (!name.isEmpty() && peek() == '=') {
        requireArgument(of, command, name, at);
        pos++;
        named.put(name, value());
      } else if (!name.isEmpty() && isFlag(of, command, name)) {
        named.put(name, scope -> "");
      } else {
        pos = at;
        Node unnamed = value();
        named.put(unnamedName(of, command, named, at), unnamed);
      }
      skipBlanks();
    }
    menu = before;
    Node filter = wanted;
    return scope -> execute(of, path, command, named, filter, scope, where);
  }

  private void skipWhere() {
    int at = pos;
    if (!word("").equals("where")) {
      pos = at;
    }
    skipBlanks();
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
      throw bad("expected end of command", where);
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

  private String unnamedName(Schema.Menu of, String command, Map<String, Node> named, int where) {
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
    throw bad("expected end of command", where);
  }

  private Object execute(
      Schema.Menu of,
      String path,
      String command,
      Map<String, Node> named,
      @Nullable Node filter,
      Scope scope,
      int where) {
    try {
      if (command.equals("find") || filter != null) {
        return found(of, filter, scope);
      }
      Map<String, String> arguments = new LinkedHashMap<>();
      for (Map.Entry<String, Node> argument : named.entrySet()) {
        Object value = argument.getValue().in(scope);
        if (argument.getKey().equals("numbers")
            && value instanceof List<?> list
            && list.isEmpty()) {
          return NOTHING;
        }
        arguments.put(
            argument.getKey(),
            text(value).replace(';', argument.getKey().equals("numbers") ? ',' : ';'));
      }
      Commands.Reply reply =
          router.run(login, Commands.Way.SCRIPT, path, arguments, new Query(List.of()));
      if (command.equals("print")) {
        reply.rows().forEach(row -> output.add(row.toString()));
      }
      return reply.ret().<Object>map(ret -> ret).orElse(NOTHING);
    } catch (Refusal refused) {
      throw bad(refused.says(), where);
    }
  }

  private List<Object> found(Schema.Menu of, @Nullable Node filter, Scope scope) {
    List<Object> ids = new ArrayList<>();
    for (Map<String, String> row :
        router
            .run(
                login,
                Commands.Way.SCRIPT,
                of.path() + "/print",
                Map.of("detail", ""),
                new Query(List.of()))
            .rows()) {
      if (filter == null || isTrue(filter.in(scope.at(row)))) {
        ids.add(Objects.requireNonNull(row.get(".id")));
      }
    }
    return ids;
  }

  // Values.

  private Node value() {
    skipBlanks();
    int where = pos;
    Node value =
        switch (peek()) {
          case '"' -> quoted();
          case '[' -> substituted();
          case '(' -> parenthesised();
          case '$' -> variable();
          case '{' -> list();
          default -> bare();
        };
    if (pos < text.length() && ENDS.indexOf(peek()) < 0 && peek() != '=') {
      throw bad("expected end of command", where == pos ? where : pos);
    }
    return value;
  }

  private Node bare() {
    StringBuilder word = new StringBuilder();
    while (pos < text.length() && ENDS.indexOf(peek()) < 0) {
      if ("\"[({$".indexOf(peek()) >= 0) {
        throw bad("expected end of command", pos);
      }
      word.append(peek());
      pos++;
    }
    String whole = word.toString();
    return scope -> whole;
  }

  private Node variable() {
    int where = pos;
    expect('$');
    if (peek() == '[') {
      return substituted();
    }
    if (peek() == '(') {
      return parenthesised();
    }
    String name = word("");
    requireDeclared(name, where);
    return scope -> scope.get(name);
  }

  private Node substituted() {
    String before = menu;
    expect('[');
    Node statement = statement();
    skipBlanks();
    expect(']');
    menu = before;
    return statement;
  }

  private Node parenthesised() {
    expect('(');
    Node inner = expression(null);
    skipBlanks();
    expect(')');
    return inner;
  }

  private Node list() {
    expect('{');
    List<Node> elements = new ArrayList<>();
    skipSeparators();
    while (peek() != '}') {
      if (pos >= text.length()) {
        throw bad("expected closing brace", pos);
      }
      elements.add(value());
      skipSeparators();
    }
    pos++;
    return scope -> elements.stream().map(element -> element.in(scope)).toList();
  }

  private Node quoted() {
    int where = pos;
    expect('"');
    List<Node> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    while (true) {
      if (pos >= text.length()) {
        throw bad("expected closing quote", where);
      }
      char next = peek();
      if (next == '"') {
        pos++;
        break;
      }
      if (next == '$') {
        String before = plain.toString();
        parts.add(scope -> before);
        plain.setLength(0);
        parts.add(variable());
      } else if (next == '\\') {
        plain.append(escaped());
      } else {
        plain.append(next);
        pos++;
      }
    }
    String rest = plain.toString();
    parts.add(scope -> rest);
    return scope -> String.join("", parts.stream().map(part -> text(part.in(scope))).toList());
  }

  private char escaped() {
    int where = pos;
    pos++;
    char kind = pos < text.length() ? text.charAt(pos) : ' ';
    int at = "\"\\$?nrt_abfv".indexOf(kind);
    if (at >= 0) {
      pos++;
      return "\"\\$?\n\r\t \7\b\f\13".charAt(at);
    }
    String hex = text.substring(pos, Math.min(pos + 2, text.length()));
    if (!hex.matches("[0-9A-F]{2}")) {
      throw bad("invalid escape sequence", where);
    }
    pos += 2;
    return (char) Integer.parseInt(hex, 16);
  }

  // Expressions. With a menu, bare words on the left are its properties, and a blank between two
  // means and.

  private Node expression(Schema.@Nullable Menu of) {
    Node left = both(of);
    skipBlanks();
    while (takes("||") || takes("or ")) {
      Node one = left;
      Node other = both(of);
      left = scope -> isTrue(one.in(scope)) || isTrue(other.in(scope));
      skipBlanks();
    }
    return left;
  }

  private Node both(Schema.@Nullable Menu of) {
    Node left = compared(of);
    skipBlanks();
    while (takes("&&")
        || takes("and ")
        || (of != null && !ends() && !text.startsWith("or ", pos) && peek() != '|')) {
      Node one = left;
      Node other = compared(of);
      left = scope -> isTrue(one.in(scope)) && isTrue(other.in(scope));
      skipBlanks();
    }
    return left;
  }

  private boolean takes(String operator) {
    peek();
    if (!text.startsWith(operator, pos)) {
      return false;
    }
    pos += operator.length();
    return true;
  }

  private Node compared(Schema.@Nullable Menu of) {
    skipBlanks();
    if (takes("!")) {
      Node denied = compared(of);
      return scope -> !isTrue(denied.in(scope));
    }
    Node left = joined(of);
    skipBlanks();
    for (String operator : List.of("!=", "<=", ">=", "=", "<", ">", "~")) {
      if (takes(operator)) {
        Node right = joined(null);
        return scope -> compare(operator, left.in(scope), right.in(scope));
      }
    }
    return left;
  }

  private Node joined(Schema.@Nullable Menu of) {
    Node left = term(of);
    skipBlanks();
    while (of == null && !ends() && ".+-".indexOf(peek()) >= 0) {
      char operator = peek();
      pos++;
      Node one = left;
      Node other = term(null);
      left =
          scope ->
              switch (operator) {
                case '.' -> text(one.in(scope)) + text(other.in(scope));
                case '+' -> number(one.in(scope)) + number(other.in(scope));
                default -> number(one.in(scope)) - number(other.in(scope));
              };
      skipBlanks();
    }
    return left;
  }

  private Node term(Schema.@Nullable Menu of) {
    skipBlanks();
    switch (peek()) {
      case '"':
        return quoted();
      case '[':
        return substituted();
      case '(':
        return parenthesised();
      case '$':
        return variable();
      default:
        int where = pos;
        String word = word(of == null ? ".:/*" : ".");
        if (word.isEmpty()) {
          throw bad("expected value", where);
        }
        if (of == null) {
          return scope -> word;
        }
        if (!of.properties().containsKey(word) && !word.equals(".id")) {
          throw bad("expected end of command", where);
        }
        return scope -> scope.row().getOrDefault(word, "");
    }
  }

  private static boolean compare(String operator, Object left, Object right) {
    String one = plain(left);
    String other = plain(right);
    int order =
        one.matches("-?\\d{1,18}") && other.matches("-?\\d{1,18}")
            ? Long.compare(Long.parseLong(one), Long.parseLong(other))
            : one.compareTo(other);
    return switch (operator) {
      case "=" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case ">" -> order > 0;
      case "<=" -> order <= 0;
      case ">=" -> order >= 0;
      default -> java.util.regex.Pattern.compile(other).matcher(one).find();
    };
  }

  /** `yes` and `true` are one value. */
  private static String plain(Object value) {
    return switch (text(value)) {
      case "yes" -> "true";
      case "no" -> "false";
      default -> text(value);
    };
  }

  private static boolean isTrue(Object value) {
    return plain(value).equals("true");
  }

  private static long number(Object value) {
    try {
      return Long.parseLong(text(value));
    } catch (NumberFormatException e) {
      throw new Refusal(Refusal.VALUE, "invalid number " + text(value));
    }
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return String.join(";", list.stream().map(Script::text).toList());
    }
    return value == NOTHING ? "" : value.toString();
  }
}
