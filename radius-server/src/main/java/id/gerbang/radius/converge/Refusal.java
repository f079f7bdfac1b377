package id.gerbang.radius.converge;

/** What follows from a NAK, by its Error-Cause (RFC 5176 §3.5; radius-rfc, section 8). */
enum Refusal {
  /** The session is not there: its reports decide. */
  GONE,
  /** Not by CoA: only a redial helps. */
  CUT,
  /** The router has not what it takes, just now. */
  LATER,
  /** Named without NAS-IP-Address it may be found. */
  NAME_WITHOUT_NAS,
  /** More identification is wanted. */
  NAME_MORE,
  /** Somebody has to look: asking again changes nothing. */
  ALARM;

  /**
   * @param cause 0 when the router named none
   * @param named how the session was named
   * @param again whether this session was refused before
   * @param quiet whether the session has missed its reports
   */
  static Refusal of(long cause, Act asked, Naming named, boolean again, boolean quiet) {
    boolean change = asked instanceof Act.Change;
    if (cause == 0) {
      // RouterOS may name none when it refuses a Disconnect (mikrotik-radius, section 5.5).
      return !change || quiet ? GONE : again ? CUT : LATER;
    }
    return switch ((int) Math.min(cause, Integer.MAX_VALUE)) {
      case 201, 503 -> GONE;
      case 401, 405, 406 -> change ? CUT : ALARM;
      case 402 -> named.station() ? ALARM : NAME_MORE;
      case 403 -> named.nasAddress() ? NAME_WITHOUT_NAS : ALARM;
      case 404, 407, 501, 502, 504, 508 -> ALARM;
      case 505, 506, 507 -> LATER;
      default -> change ? CUT : LATER;
    };
  }
}
