package id.gerbang.radius.accounting;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sets one array parameter of a statement after another, each a column of the same rows. The driver
 * sends these types in binary: nobody writes or parses them as text.
 */
final class ArrayColumns<T> {

  private final PreparedStatement statement;
  private final List<T> rows;
  private int at;

  /**
   * @param first the number of the first parameter that is set
   */
  ArrayColumns(PreparedStatement statement, int first, List<T> rows) {
    this.statement = statement;
    this.at = first;
    this.rows = rows;
  }

  ArrayColumns<T> numbers(ToLongFunction<T> value) throws SQLException {
    return set(rows.stream().mapToLong(value).toArray());
  }

  /** Of numbers that may be missing. */
  ArrayColumns<T> nullable(Function<T, @Nullable Long> value) throws SQLException {
    return set(rows.stream().map(value).toArray(Long[]::new));
  }

  ArrayColumns<T> texts(Function<T, @Nullable String> value) throws SQLException {
    return set(rows.stream().map(value).toArray(String[]::new));
  }

  ArrayColumns<T> flags(Function<T, Boolean> value) throws SQLException {
    return set(rows.stream().map(value).toArray(Boolean[]::new));
  }

  private ArrayColumns<T> set(Object column) throws SQLException {
    statement.setObject(at++, column);
    return this;
  }
}
