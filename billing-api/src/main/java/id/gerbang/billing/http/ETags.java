package id.gerbang.billing.http;

import org.jspecify.annotations.Nullable;

/** A row's version as ETag, and what If-Match says of it: RFC 9110 §13.1.1. */
public final class ETags {

  private ETags() {}

  public static String of(int version) {
    return "\"" + version + "\"";
  }

  /** Refuses the change of a row that is no longer the one the caller read. */
  public static void check(@Nullable String ifMatch, int version) {
    if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(of(version))) {
      throw Problem.preconditionFailed(
          "It was changed meanwhile: it is now " + of(version) + ". Read it again.");
    }
  }
}
