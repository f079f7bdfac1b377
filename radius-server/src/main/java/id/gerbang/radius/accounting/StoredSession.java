package id.gerbang.radius.accounting;

import id.gerbang.radius.session.SessionRow;

/** A row of the table {@code session}, as this transaction has it. */
record StoredSession(long id, SessionRow row) {

  /** Whether another state of it differs in nothing but its times, counters and end. */
  boolean movesTo(SessionRow other) {
    return row.subscriberId().equals(other.subscriberId())
        && row.classText().equals(other.classText())
        && row.granted().equals(other.granted())
        && row.place().equals(other.place());
  }
}
