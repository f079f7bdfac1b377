package id.gerbang.billing.moving;

import id.gerbang.billing.http.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tables of another system, out of a dump of its database. */
record Tables(Map<String, List<Map<String, String>>> rows) {

  /**
   * @param needed without which it is no dump of that system
   */
  static Tables of(byte[] dump, Set<String> wanted, String needed) {
    Map<String, List<Map<String, String>>> rows = SqlDump.read(dump, wanted);
    if (!rows.containsKey(needed)) {
      throw Problem.unprocessable("content", "is no SQL dump with rows of the table " + needed);
    }
    return new Tables(rows);
  }

  List<Map<String, String>> of(String table) {
    return rows.getOrDefault(table, List.of());
  }

  /** What a row says, if it says anything. */
  static Optional<String> text(Map<String, String> row, String column) {
    return Optional.ofNullable(row.get(column)).map(String::strip).filter(it -> !it.isEmpty());
  }
}
