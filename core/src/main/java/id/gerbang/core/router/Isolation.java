package id.gerbang.core.router;

import java.util.Locale;

/** How a router walls an unpaying subscriber in ("isolir"): its own setting. */
public enum Isolation {
  /** Rate and Mikrotik-Address-List, by CoA on the live session; address and pool unchanged. */
  LIST,
  /** Disconnect; the next Accept carries the isolation pool and rate. */
  POOL,
  /** Disconnect, then Access-Reject. */
  REJECT;

  /** As in the contract and the API: lower case. */
  public static Isolation of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
