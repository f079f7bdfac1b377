package id.gerbang.billing.standing;

import java.util.Locale;

/** The lists, as their paths name them. */
public enum StandingList {
  PAID_BUT_BLOCKED,
  UNPAID_BUT_ONLINE,
  PAYING_BUT_NEVER_ONLINE,
  FREE_BUT_ONLINE;

  /** As a metric's label. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String path() {
    return label().replace('_', '-');
  }
}
