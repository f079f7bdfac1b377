package id.gerbang.billing.incident;

import java.util.Locale;

/** Who does a step. */
public enum Party {
  /** The ISP's staff. */
  NOC,
  /** The team at the customer's. */
  FIELD,
  /** The customer's person in charge. */
  PIC;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
