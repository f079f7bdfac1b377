package id.gerbang.core.access;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Why a request was answered as it was, or a session acted upon: a closed list, named alike in the
 * API, the logs and the console. New ones go to the end: sessions keep the ordinal.
 */
public enum Reason {
  ACTIVE(Kind.ACCEPT),
  SLOWED_UNPAID(Kind.ACCEPT),
  ISOLATED_UNPAID(Kind.ACCEPT),
  ISOLATED_EXPIRED(Kind.ACCEPT),
  ISOLATED_BY_STAFF(Kind.ACCEPT),
  ISOLATED_QUOTA(Kind.ACCEPT),
  THROTTLED_QUOTA(Kind.ACCEPT),
  WINDOW_RATE(Kind.ACCEPT),
  GRACE(Kind.ACCEPT),

  UNKNOWN_USER(Kind.REJECT),
  WRONG_PASSWORD(Kind.REJECT),
  SUSPENDED_UNPAID(Kind.REJECT),
  EXPIRED(Kind.REJECT),
  PAUSED(Kind.REJECT),
  TERMINATED(Kind.REJECT),
  TOO_MANY_SESSIONS(Kind.REJECT),
  WRONG_MAC(Kind.REJECT),
  WRONG_ROUTER(Kind.REJECT),
  OUTSIDE_HOURS(Kind.REJECT),
  QUOTA_EXHAUSTED(Kind.REJECT),
  METHOD_NOT_ALLOWED(Kind.REJECT),
  GUESSING_LIMIT(Kind.REJECT),
  MALFORMED_CREDENTIALS(Kind.REJECT),
  SECOND_FACTOR(Kind.REJECT),
  POOL_EMPTY(Kind.REJECT),
  ROUTER_DISABLED(Kind.REJECT),

  UNKNOWN_ROUTER(Kind.SILENCE),
  MALFORMED(Kind.SILENCE),
  BAD_AUTHENTICATOR(Kind.SILENCE),
  MESSAGE_AUTHENTICATOR_REQUIRED(Kind.SILENCE),
  PROXY_STATE_UNSIGNED(Kind.SILENCE),
  WRONG_CODE(Kind.SILENCE),
  NOT_DURABLE(Kind.SILENCE),
  NOT_READY(Kind.SILENCE),
  OVERLOADED(Kind.SILENCE),

  PAYMENT(Kind.CAUSE),
  OVERDUE(Kind.CAUSE),
  EXPIRY(Kind.CAUSE),
  PLAN_CHANGED(Kind.CAUSE),
  QUOTA(Kind.CAUSE),
  WINDOW(Kind.CAUSE),
  CREDENTIALS_CHANGED(Kind.CAUSE),
  SESSION_LIMIT(Kind.CAUSE),
  DELETED(Kind.CAUSE),
  STAFF(Kind.CAUSE),
  ROUTER_CAPACITY(Kind.CAUSE),

  REPLY_TOO_LONG(Kind.REJECT),
  ADDRESS_IN_USE(Kind.REJECT);

  /** Where a reason is used: in an Accept, a Reject, for silence, or as the cause of an act. */
  public enum Kind {
    ACCEPT,
    REJECT,
    SILENCE,
    CAUSE
  }

  /** Without this, English would fall back to the machine's own language. */
  private static final ResourceBundle.Control ENGLISH_IS_DEFAULT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Kind kind;

  Reason(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the subscriber is let in, but into the walled garden. */
  public boolean isolated() {
    return this == ISOLATED_UNPAID
        || this == ISOLATED_EXPIRED
        || this == ISOLATED_BY_STAFF
        || this == ISOLATED_QUOTA;
  }

  /** Whether the subscriber is let in, but with less than what was sold. */
  public boolean narrowed() {
    return isolated() || this == SLOWED_UNPAID || this == THROTTLED_QUOTA;
  }

  /** One sentence that a helpdesk can read to a customer, in Indonesian or English. */
  public String words(Locale locale) {
    return ResourceBundle.getBundle("id.gerbang.core.access.reasons", locale, ENGLISH_IS_DEFAULT)
        .getString(name());
  }
}
