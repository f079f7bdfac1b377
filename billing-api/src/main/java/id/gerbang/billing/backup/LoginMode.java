package id.gerbang.billing.backup;

import id.gerbang.billing.http.Problem;
import java.util.Locale;

/** Where the POP looks the SSTP login up. */
enum LoginMode {
  /** Gerbang answers it: routeros-provisioning, section 4.3. */
  RADIUS,
  /** A {@code /ppp secret} on the POP itself, as in the paper: section 4.2. */
  SECRET;

  static LoginMode of(String word) {
    return switch (word) {
      case "radius" -> RADIUS;
      case "secret" -> SECRET;
      default -> throw Problem.unprocessable("mode", "is radius or secret");
    };
  }

  /** As in the API, and as kept. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
