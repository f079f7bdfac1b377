package id.gerbang.billing.http;

import org.jspecify.annotations.Nullable;

/** The version of what is shown as ETag, and what If-Match says of it: RFC 9110 §13.1.1. */
public final class ETags {

  private ETags() {}

  public static String of(int version) {
    return of(Integer.toString(version));
  }

  /** Of what more than a row's version stands for. */
  public static String of(String state) {
    return "\"" + state + "\"";
  }

  /** Refuses the change of a row that is no longer the one the caller read. */
  public static void check(@Nullable String ifMatch, int version) {
    check(ifMatch, of(version));
  }

  /** Likewise of something whose ETag it is now. */
  public static void check(@Nullable String ifMatch, String etag) {
    if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(etag)) {
      throw Problem.preconditionFailed(
          "It was changed meanwhile: it is now " + etag + ". Read it again.");
    }
  }
}
