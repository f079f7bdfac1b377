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
import java.util.stream.Stream;

/**
 * Rows out of what mysqldump, phpMyAdmin and pg_dump write: INSERTs, with columns named or in the
 * order of the table, and COPY. Whatever else there is means nothing. It is what every ISP that
 * runs MySQL or PostgreSQL can make, and needs no way to its database.
 */
final class SqlDump {

  private static final Set<String> NO_COLUMNS =
      Set.of("primary", "unique", "key", "constraint", "index", "fulltext", "foreign", "check");

  private static final Set<String> BEFORE_INTO =
      Set.of("low_priority", "high_priority", "delayed", "ignore");

  private final SqlText sql;
  private final Charset charset;
  private final Set<String> wanted;
  private final BiConsumer<String, Map<String, String>> to;
  private final Map<String, List<String>> columns = new HashMap<>();

  private SqlDump(byte[] dump, Set<String> wanted, BiConsumer<String, Map<String, String>> to) {
    sql = new SqlText(dump);
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
    while (sql.isLeft()) {
      String word = sql.word();
      if ((word.equals("insert") || word.equals("replace")) && isInto()) {
        insert();
      } else if (word.equals("create") && sql.word().equals("table")) {
        create();
      } else if (word.equals("copy")) {
        copy();
      } else if (word.equals("set") && sql.word().equals("standard_conforming_strings")) {
        sql.backslashes();
      } else {
        sql.toEnd();
      }
    }
  }

  private void create() {
    String table = sql.word();
    while (table.equals("if") || table.equals("not") || table.equals("exists")) {
      table = sql.word();
    }
    List<String> names = new ArrayList<>();
    if (sql.takes('(')) {
      while (sql.isLeft()) {
        String name = sql.word();
        if (!NO_COLUMNS.contains(name) && !name.isEmpty()) {
          names.add(name);
        }
        if (!sql.toNext()) {
          break;
        }
      }
    }
    columns.put(unqualified(table), names);
    sql.toEnd();
  }

  /** Behind words such as IGNORE, where the dump is to meet rows that are there. */
  private boolean isInto() {
    String word = sql.word();
    while (BEFORE_INTO.contains(word)) {
      word = sql.word();
    }
    return word.equals("into");
  }

  private void insert() {
    String table = unqualified(sql.word());
    List<String> names = names(table);
    if (sql.word().equals("values")) {
      do {
        if (!sql.opens()) {
          break;
        }
        put(table, names, sql.list());
      } while (sql.takes(','));
    }
    sql.toEnd();
  }

  /** Until a line of {@code \.}; a tabulator between values, {@code \N} for none. */
  private void copy() {
    String table = unqualified(sql.word());
    List<String> names = names(table);
    sql.toNextLine();
    while (sql.isLeft()) {
      String line = sql.line();
      if (line.equals("\\.")) {
        return;
      }
      put(table, names, Stream.of(line.split("\t", -1)).map(SqlText::copied).toList());
    }
  }

  /** As they stand there, else in the order of the table. */
  private List<String> names(String table) {
    return sql.opens()
        ? sql.list().stream().map(it -> it.toLowerCase(Locale.ROOT)).toList()
        : columns.getOrDefault(table, List.of());
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
      if (!values.get(i).equals(SqlText.NULL)) {
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

  private static String unqualified(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
