package id.gerbang.billing.hub;

import java.util.Locale;

/** What a hub speaks. */
public enum HubKind {
  /** RouterOS 7 alone. */
  WIREGUARD(51820),
  /** Inside IPsec. */
  L2TP(1701),
  SSTP(443);

  private final int port;

  HubKind(int port) {
    this.port = port;
  }

  int usualPort() {
    return port;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static HubKind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
