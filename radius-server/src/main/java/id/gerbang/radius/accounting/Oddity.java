package id.gerbang.radius.accounting;

/** What is odd about a record that is kept all the same (reliability, section 2). */
public enum Oddity {
  /** A Stop or an Interim of a session that nothing was heard of: its Start was lost. */
  UNKNOWN_SESSION,
  /** A Stop of a session that a Stop has ended: as a rule a copy. */
  STOPPED_AGAIN,
  /** A later report has lower counters: the highest ones stay. */
  COUNTERS_FELL,
  /** Acct-Status-Type says nothing of a session: the record is applied to nothing. */
  UNKNOWN_STATUS
}
