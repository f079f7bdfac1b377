package id.gerbang.billing.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list, put together from fixed SQL, so that PostgreSQL plans for the filters
 * that are there and no others. What a client says is only ever bound.
 */
public final class Where {

  private final StringBuilder sql = new StringBuilder("TRUE");
  private final Map<String, Object> values = new HashMap<>();

  /** Adds a condition that has no value of its own. */
  public Where and(String condition) {
    sql.append("\n  AND ").append(condition);
    return this;
  }

  /**
   * Adds a condition on a value, unless there is none.
   *
   * @param condition fixed SQL that names the value, such as {@code c.area = :area}
   */
  public Where and(String condition, String name, @Nullable Object value) {
    return value == null ? this : and(condition).bind(name, value);
  }

  /** Gives a value to conditions that name it. */
  public Where bind(String name, Object value) {
    values.put(name, value);
    return this;
  }

  public String sql() {
    return sql.toString();
  }

  public Map<String, Object> values() {
    return values;
  }
}
