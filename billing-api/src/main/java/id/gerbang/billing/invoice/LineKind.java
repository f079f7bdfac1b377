package id.gerbang.billing.invoice;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a line of an invoice charges for. */
public enum LineKind {
  RECURRING,
  PRORATED,
  ONE_OFF,
  ADDON,
  /** Below 0. */
  DISCOUNT,
  LATE_FEE,
  /** Held for the customer: neither earned nor taxed. */
  DEPOSIT,
  /** PPN on top; computed, never given. */
  TAX;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static LineKind of(String word) {
    return find(word).orElseThrow(() -> new IllegalArgumentException("is no kind of line"));
  }

  static Optional<LineKind> find(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
