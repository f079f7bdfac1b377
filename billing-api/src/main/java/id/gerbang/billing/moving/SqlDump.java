package id.gerbang.billing.moving;

import id.gerbang.billing.http.Problem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Rows out of what mysqldump, phpMyAdmin and pg_dump write: INSERTs, with columns named or in the
 * order of the table, and COPY. Whatever else there is means nothing. It is what every ISP that
 * runs MySQL or PostgreSQL can make, and needs no way to its database.
 */
final class SqlDump {

  private static final Set<String> NO_COLUMNS =
      Set.of("primary", "unique", "key", "constraint", "index", "fulltext", "foreign", "check");

  private final String text;
  private final Charset charset;
  private final Set<String> wanted;
  private final BiConsumer<String, Map<String, String>> to;
  private final Map<String, List<String>> columns = new HashMap<>();
  private int at;

  /** In MySQL, and in a PostgreSQL that says so. */
  private boolean escapes = true;

  /** What means something is ASCII in every charset, so octets are read, and values decoded. */
  private SqlDump(byte[] dump, Set<String> wanted, BiConsumer<String, Map<String, String>> to) {
    text = new String(dump, StandardCharsets.ISO_8859_1);
    charset = DumpCharset.of(dump);
    this.wanted = wanted;
    this.to = to;
  }

  /**
   * @param wanted tables, in lower case
   * @return rows by table; a value that is NULL is left out
   */
  static Map<String, List<Map<String, String>>> read(byte[] dump, Set<String> wanted) {
    Map<String, List<Map<String, String>>> rows = new HashMap<>();
    new SqlDump(
            dump,
            wanted,
            (table, row) -> rows.computeIfAbsent(table, name -> new ArrayList<>()).add(row))
        .statements();
    return rows;
  }

  /** The rows of one table, none of which is kept. */
  static void each(byte[] dump, String table, Consumer<Map<String, String>> to) {
    new SqlDump(dump, Set.of(table), (name, row) -> to.accept(row)).statements();
  }

  private void statements() {
    while (at < text.length()) {
      String word = word();
      if (word.equals("insert") && word().equals("into")) {
        insert();
      } else if (word.equals("create") && word().equals("table")) {
        create();
      } else if (word.equals("copy")) {
        copy();
      } else if (word.equals("set") && word().equals("standard_conforming_strings")) {
        int from = at;
        toEnd();
        escapes = !text.substring(from, at).contains("on");
      } else {
        toEnd();
      }
    }
  }

  private void create() {
    String table = word();
    while (table.equals("if") || table.equals("not") || table.equals("exists")) {
      table = word();
    }
    table = unqualified(table);
    List<String> names = new ArrayList<>();
    skip();
    if (peek() == '(') {
      at++;
      while (at < text.length()) {
        String name = word();
        if (!NO_COLUMNS.contains(name) && !name.isEmpty()) {
          names.add(name);
        }
        if (!toNext()) {
          break;
        }
      }
    }
    columns.put(table, names);
    toEnd();
  }

  /** To the next column of a table; false: there is none. */
  private boolean toNext() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        quoted();
        continue;
      }
      at++;
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth-- == 0) {
        return false;
      } else if (c == ',' && depth == 0) {
        return true;
      }
    }
    throw Problem.unprocessable("content", "ends within a table");
  }

  private void insert() {
    String table = unqualified(word());
    List<String> names = columns.getOrDefault(table, List.of());
    skip();
    if (peek() == '(') {
      names = list().stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    }
    if (!word().equals("values")) {
      toEnd();
      return;
    }
    do {
      skip();
      if (peek() != '(') {
        break;
      }
      put(table, names, list());
      skip();
    } while (peek() == ',' && at++ >= 0);
    toEnd();
  }

  /** Until a line of {@code \.}; a tabulator between values, {@code \N} for none. */
  private void copy() {
    String table = unqualified(word());
    List<String> names = columns.getOrDefault(table, List.of());
    skip();
    if (peek() == '(') {
      names = list().stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    }
    at = Math.max(text.indexOf('\n', at), at) + 1;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end).replaceFirst("\r$", "");
      at = end < 0 ? text.length() : end + 1;
      if (line.equals("\\.")) {
        return;
      }
      List<String> values = new ArrayList<>();
      for (String value : line.split("\t", -1)) {
        values.add(value.equals("\\N") ? NULL : unescaped(value));
      }
      put(table, names, values);
    }
  }

  private static final String NULL = "\0null";

  private static String unescaped(String value) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean escaped = c == '\\' && i + 1 < value.length();
      plain.append(escaped ? meant(value.charAt(++i)) : c);
    }
    return plain.toString();
  }

  private void put(String table, List<String> names, List<String> values) {
    if (!wanted.contains(table)) {
      return;
    }
    if (names.size() != values.size()) {
      throw Problem.unprocessable(
          "content",
          "has a row of %s with %d values for %d columns: dump it with its structure"
              .formatted(table, values.size(), names.size()));
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!values.get(i).equals(NULL)) {
        row.put(names.get(i), decoded(values.get(i)));
      }
    }
    to.accept(table, row);
  }

  private String decoded(String octets) {
    return octets.chars().allMatch(c -> c < 128)
        ? octets
        : new String(octets.getBytes(StandardCharsets.ISO_8859_1), charset);
  }

  /** Values or names in parentheses. */
  private List<String> list() {
    List<String> values = new ArrayList<>();
    at++;
    while (at < text.length()) {
      skip();
      char c = peek();
      if (c == ')') {
        at++;
        return values;
      }
      if (c == ',') {
        at++;
      } else if (c == '\'' || c == '"' || c == '`') {
        values.add(quoted());
      } else {
        values.add(bare());
      }
    }
    throw Problem.unprocessable("content", "ends within a row");
  }

  private String bare() {
    int from = at;
    while (at < text.length() && ",)".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String value = text.substring(from, at).strip();
    return value.equalsIgnoreCase("null") ? NULL : value;
  }

  /** A mark within is doubled, or in MySQL behind a backslash. */
  private String quoted() {
    char mark = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == mark) {
        if (at >= text.length() || text.charAt(at) != mark) {
          return value.toString();
        }
        at++;
      } else if (c == '\\' && mark == '\'' && escapes && at < text.length()) {
        c = meant(text.charAt(at++));
      }
      value.append(c);
    }
    throw Problem.unprocessable("content", "ends within a text");
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '0' -> '\0';
      default -> escaped;
    };
  }

  /** A name or keyword in lower case, as far as it is one. */
  private String word() {
    skip();
    StringBuilder word = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '`' || c == '"') {
        word.append(quoted());
      } else if (Character.isLetterOrDigit(c) || c == '_' || c == '.') {
        word.append(c);
        at++;
      } else {
        break;
      }
    }
    return word.toString().toLowerCase(Locale.ROOT);
  }

  private static String unqualified(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /** Blanks and remarks; what MySQL alone runs within one is a remark too. */
  private void skip() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("--", at) || text.charAt(at) == '#') {
        at = after("\n");
      } else if (text.startsWith("/*", at)) {
        at = after("*/");
      } else {
        return;
      }
    }
  }

  private int after(String end) {
    int found = text.indexOf(end, at);
    return found < 0 ? text.length() : found + end.length();
  }

  private void toEnd() {
    while (at < text.length()) {
      skip();
      char c = peek();
      if (c == '\'' || c == '"' || c == '`') {
        quoted();
      } else {
        at++;
        if (c == ';') {
          return;
        }
      }
    }
  }
}
