package id.gerbang.billing.http;

/**
 * Who sends a request, and what holds for what was shown: a token or a session.
 *
 * @param key tells it from others, for its rate
 * @param mustChangePassword a one-time password was used: nothing else is possible yet
 * @param mustEnrol a second factor is asked of this role, and there is none yet
 * @param narrowed a token that has scopes or an end: what it makes would not have them
 */
public record Caller(
    Actor actor,
    String key,
    Scopes scopes,
    Pace pace,
    boolean mustChangePassword,
    boolean mustEnrol,
    boolean narrowed) {

  /** Begins the keys of sessions. */
  public static final String SESSION = "session:";

  /** Of a person who signed in, not a token. */
  boolean isSession() {
    return key.startsWith(SESSION);
  }

  /**
   * How often.
   *
   * @param rate requests a second
   * @param burst at once
   */
  public record Pace(int rate, int burst) {

    public static final Pace USUAL = new Pace(200, 1_000);
  }
}
