package id.gerbang.billing.http;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a token may, below what its role may: {@code read}, {@code write} (of anything), or of one
 * kind of thing, as in {@code payments:write}, which is the first part of the path. Write has read
 * with it.
 *
 * @param scopes empty: all that the role may
 */
public record Scopes(List<String> scopes) {

  public static final Scopes ALL = new Scopes(List.of());
  private static final Pattern FORM = Pattern.compile("([a-z][a-z-]{0,40}:)?(read|write)");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  public Scopes {
    scopes = List.copyOf(scopes);
  }

  static boolean wellFormed(String scope) {
    return FORM.matcher(scope).matches();
  }

  /** Notes each that is none. */
  public static void check(Checks checks, List<String> scopes) {
    checks.that(scopes.size() <= 50, "scopes", "has more than 50");
    for (int i = 0; i < scopes.size(); i++) {
      checks.that(
          wellFormed(scopes.get(i)),
          "scopes[" + i + "]",
          "is read, write, or as payments:read or payments:write");
    }
  }

  /**
   * @param path below {@code /api/v1}, such as {@code payments/12/reverse}
   */
  boolean allow(String method, String path) {
    if (scopes.isEmpty()) {
      return true;
    }
    String kind = path.split("/", 2)[0];
    return scopes.contains("write")
        || scopes.contains(kind + ":write")
        || (READING.contains(method)
            && (scopes.contains("read") || scopes.contains(kind + ":read")));
  }
}
