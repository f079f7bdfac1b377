package id.gerbang.billing.backup;

import id.gerbang.billing.http.Problem;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a link is made. */
enum Side {
  POP,
  CUSTOMER,
  /** The provider edge that carries the VLAN to the POP: a person works there. */
  UPE;

  /** A half, which is on a router of ours. */
  static Side half(@Nullable String word) {
    return switch (Objects.requireNonNullElse(word, "")) {
      case "pop" -> POP;
      case "customer" -> CUSTOMER;
      default -> throw Problem.unprocessable("side", "is pop or customer");
    };
  }

  /** As in the API, and as kept. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
