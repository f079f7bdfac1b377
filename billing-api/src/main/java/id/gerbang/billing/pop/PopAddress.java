package id.gerbang.billing.pop;

import java.net.Inet4Address;
import java.util.Optional;

/** The POP's IPv4 address with the prefix of its uplink, such as 103.245.179.46/29. */
public record PopAddress(Inet4Address address, int prefix) {

  /** To who wrote something else. */
  public static final String WHAT =
      "is the POP's IPv4 address with its prefix, such as 103.245.179.46/29";

  /** Empty unless it is a host's address with a prefix of 1 to 32. */
  public static Optional<PopAddress> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[1-9][0-9]?")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return Ipv4.parse(text.substring(0, slash))
        .filter(address -> prefix <= Ipv4.BITS && Ipv4.isHost(address, prefix))
        .map(address -> new PopAddress(address, prefix));
  }

  /** Without the prefix. */
  public String host() {
    return address.getHostAddress();
  }

  @Override
  public String toString() {
    return host() + "/" + prefix;
  }
}
