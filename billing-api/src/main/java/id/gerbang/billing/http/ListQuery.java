package id.gerbang.billing.http;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What every list takes: {@code ?q=&limit=&cursor=}. A page is read with one row more than it
 * shows, which tells whether there is a next one.
 */
public final class ListQuery {

  private static final int LONGEST = 500;

  @QueryParam("q")
  private @Nullable String q;

  @QueryParam("limit")
  @DefaultValue("100")
  private String limit = "100";

  @QueryParam("cursor")
  private @Nullable String cursor;

  /** For LIKE: what is sought as part of a text, or everything. */
  public String like() {
    return q == null
        ? "%"
        : "%" + q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  /** The last id of the page before, in a list that grows; below every id without a cursor. */
  public long after() {
    return cursor == null ? Long.MIN_VALUE : key(cursor);
  }

  /** The last id of the page before, in a list that falls; above every id without a cursor. */
  public long before() {
    return cursor == null ? Long.MAX_VALUE : key(cursor);
  }

  /** How many rows to read. */
  public int rows() {
    return limit() + 1;
  }

  /** The page of what was read. */
  public <T> Page<T> page(List<T> read, ToLongFunction<T> key) {
    int shownAtMost = limit();
    if (read.size() <= shownAtMost) {
      return new Page<>(read, null);
    }
    List<T> shown = List.copyOf(read.subList(0, shownAtMost));
    return new Page<>(
        shown, Long.toString(key.applyAsLong(shown.get(shown.size() - 1)), Character.MAX_RADIX));
  }

  /** Read here: a number that JAX-RS can't read in a bean ends as a trace in the log. */
  private int limit() {
    if (!limit.matches("[0-9]{1,4}")) {
      throw Problem.badRequest("limit", "is to be a whole number");
    }
    int rows = Integer.parseInt(limit);
    if (rows < 1 || rows > LONGEST) {
      throw Problem.unprocessable("limit", "is from 1 to " + LONGEST);
    }
    return rows;
  }

  private static long key(String cursor) {
    try {
      return Long.parseLong(cursor, Character.MAX_RADIX);
    } catch (NumberFormatException e) {
      throw Problem.badRequest("cursor", "is not one that a list gave");
    }
  }
}
