package id.gerbang.billing.condition;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * How good a signal is, by the bounds of Teltonika's "Mobile Signal Strength Recommendations",
 * which is what installers usually quote; 3GPP gives ranges of what is reported, and no grades.
 */
enum SignalGrade {
  EXCELLENT,
  GOOD,
  FAIR,
  NONE;

  /** From -65, -75 and -85 dBm. */
  static SignalGrade ofRssi(BigDecimal dbm) {
    return of(dbm, -65, -75, -85);
  }

  /** From -80, -90 and -100 dBm. */
  static SignalGrade ofRsrp(BigDecimal dbm) {
    return of(dbm, -80, -90, -100);
  }

  /** From -10, -15 and -20 dB. */
  static SignalGrade ofRsrq(BigDecimal db) {
    return of(db, -10, -15, -20);
  }

  /** From 20, 13 and 0 dB. */
  static SignalGrade ofSinr(BigDecimal db) {
    return of(db, 20, 13, 0);
  }

  private static SignalGrade of(BigDecimal value, int excellent, int good, int fair) {
    return isFrom(value, excellent)
        ? EXCELLENT
        : isFrom(value, good) ? GOOD : isFrom(value, fair) ? FAIR : NONE;
  }

  private static boolean isFrom(BigDecimal value, int bound) {
    return value.compareTo(BigDecimal.valueOf(bound)) >= 0;
  }

  /** As in the API. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
