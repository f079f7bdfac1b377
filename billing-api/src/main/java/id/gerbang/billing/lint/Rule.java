package id.gerbang.billing.lint;

import java.util.Locale;

/** What a configuration may be wrong in, and how badly. */
enum Rule {
  NUMBER_DIFFERS(Severity.ERROR),
  NUMBERS_DISAGREE(Severity.ERROR),
  TWO_CUSTOMERS(Severity.ERROR),
  SWITCHED_OFF(Severity.WARNING),
  PORT_WITHOUT_INTERFACE(Severity.ERROR),
  PORT_WITHOUT_BRIDGE(Severity.ERROR),
  BRIDGE_HAS_ONE_SIDE(Severity.WARNING),
  EOIP_IN_NO_BRIDGE(Severity.WARNING),
  LOOP(Severity.WARNING),
  EOIP_ENDS_EQUAL(Severity.ERROR),
  EOIP_AGAINST_SECRET(Severity.ERROR),
  EOIP_TWICE(Severity.ERROR),
  EOIP_MAC_TWICE(Severity.WARNING),
  EOIP_KEEPALIVE_OFF(Severity.NOTE),
  REMOTE_ADDRESS_TWICE(Severity.ERROR),
  ADDRESS_OF_A_POOL(Severity.WARNING),
  SSTP_CLIENT_OFF(Severity.WARNING),
  SSTP_CLIENT_DRAWS_DEFAULT_ROUTE(Severity.WARNING),
  SSTP_SERVER_OFF(Severity.ERROR),
  SSTP_SERVER_WITHOUT_MSCHAP2(Severity.ERROR),
  PASSWORD_GUESSABLE(Severity.WARNING),
  SECRET_BEFORE_RADIUS(Severity.WARNING);

  /** How badly. */
  enum Severity {
    /** It does not work so, or works for somebody else. */
    ERROR,
    /** It may be meant, and often is not. */
    WARNING,
    NOTE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Severity severity;

  Rule(Severity severity) {
    this.severity = severity;
  }

  Severity severity() {
    return severity;
  }

  /** As in the API. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
