package id.gerbang.billing.charge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why something is billed beside the plan. */
public enum Kind {
  ADDON,
  DISCOUNT,
  ONE_OFF,
  LATE_FEE;

  static Optional<Kind> of(@Nullable String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** Whether it comes with every period, for the period's share; otherwise once and whole. */
  public boolean recurs() {
    return this == ADDON || this == DISCOUNT;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
