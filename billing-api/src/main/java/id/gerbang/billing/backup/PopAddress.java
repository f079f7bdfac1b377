package id.gerbang.billing.backup;

import java.net.Inet4Address;
import java.util.Optional;

/** The POP's IPv4 address with the prefix of its uplink, such as 103.245.179.46/29. */
record PopAddress(Inet4Address address, int prefix) {

  /** Empty unless it is a host's address with a prefix of 1 to 32. */
  static Optional<PopAddress> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[1-9][0-9]?")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return Ipv4.parse(text.substring(0, slash))
        .filter(address -> prefix <= 32 && Ipv4.isHost(address, prefix))
        .map(address -> new PopAddress(address, prefix));
  }

  /** Without the prefix. */
  String host() {
    return address.getHostAddress();
  }

  @Override
  public String toString() {
    return host() + "/" + prefix;
  }
}
