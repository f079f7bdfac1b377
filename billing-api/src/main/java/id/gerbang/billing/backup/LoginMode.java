package id.gerbang.billing.backup;

import java.util.Locale;

/** Where the POP looks the SSTP login up. */
enum LoginMode {
  /** Gerbang answers it: routeros-provisioning, section 4.3. */
  RADIUS,
  /** A {@code /ppp secret} on the POP itself, as in the paper: section 4.2. */
  SECRET;

  /** As in the API. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
