package id.gerbang.billing.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
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

  private boolean whole;

  /** For LIKE: what is sought as part of a text, or everything. */
  public String like() {
    return q == null || q.isBlank()
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

  /** The last text of the page before, in a list that is in the order of one. */
  public String afterText() {
    if (cursor == null) {
      return "";
    }
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    } catch (IllegalArgumentException e) {
      throw notOurs();
    }
  }

  /** How many rows to read. */
  public int rows() {
    return limit() + 1;
  }

  /** Whether it is read to its end, for a file. */
  public boolean isWhole() {
    return whole;
  }

  /** The same list in the longest pages, from a cursor on; without one, from its beginning. */
  public ListQuery whole(@Nullable String from) {
    ListQuery whole = new ListQuery();
    whole.whole = true;
    whole.q = q;
    whole.limit = Integer.toString(LONGEST);
    whole.cursor = from;
    return whole;
  }

  /** The page of what was read. */
  public <T> Page<T> page(List<T> read, ToLongFunction<T> key) {
    return cut(read, last -> Long.toString(key.applyAsLong(last), Character.MAX_RADIX));
  }

  /**
   * The page of what was read up to the last row's equals, so that a key that several rows have
   * ends a page only behind all of them.
   */
  public <T> Page<T> pageWithTies(List<T> read, ToLongFunction<T> key) {
    return read.size() < limit()
        ? new Page<>(read, null)
        : new Page<>(
            read, Long.toString(key.applyAsLong(read.get(read.size() - 1)), Character.MAX_RADIX));
  }

  /** How many rows to read where their equals come with them. */
  public int rowsBeforeTies() {
    return limit();
  }

  /** The page of what was read in the order of a text. */
  public <T> Page<T> pageByText(List<T> read, Function<T, String> key) {
    return cut(
        read,
        last ->
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.apply(last).getBytes(UTF_8)));
  }

  private <T> Page<T> cut(List<T> read, Function<T, String> cursorOf) {
    int shownAtMost = limit();
    if (read.size() <= shownAtMost) {
      return new Page<>(read, null);
    }
    List<T> shown = List.copyOf(read.subList(0, shownAtMost));
    return new Page<>(shown, cursorOf.apply(shown.get(shown.size() - 1)));
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
      throw notOurs();
    }
  }

  private static Problem notOurs() {
    return Problem.badRequest("cursor", "is not one that a list gave");
  }
}
