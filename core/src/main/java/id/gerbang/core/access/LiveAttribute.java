package id.gerbang.core.access;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attributes, beside those of our own grant, that RouterOS changes on a running session by CoA
 * (MikroTik's RADIUS manual, "Change of Authorization"). Any other costs a redial. New ones go to
 * the end: sessions keep the place. There is room for 15.
 */
public enum LiveAttribute {
  FILTER_ID("Filter-Id"),
  IDLE_TIMEOUT("Idle-Timeout"),
  PORT_LIMIT("Port-Limit"),
  RECV_LIMIT("Mikrotik-Recv-Limit"),
  RECV_LIMIT_GIGAWORDS("Mikrotik-Recv-Limit-Gigawords"),
  XMIT_LIMIT("Mikrotik-Xmit-Limit"),
  XMIT_LIMIT_GIGAWORDS("Mikrotik-Xmit-Limit-Gigawords"),
  MARK_ID("Mikrotik-Mark-Id"),
  ADVERTISE_URL("Mikrotik-Advertise-URL"),
  ADVERTISE_INTERVAL("Mikrotik-Advertise-Interval"),
  DATA_RATE("Ascend-Data-Rate"),
  XMIT_RATE("Ascend-Xmit-Rate");

  private static final Map<String, LiveAttribute> BY_NAME =
      Stream.of(values()).collect(Collectors.toMap(one -> one.attribute, Function.identity()));

  private final String attribute;

  LiveAttribute(String attribute) {
    this.attribute = attribute;
  }

  /** By its name in the dictionary. */
  public static Optional<LiveAttribute> named(String attribute) {
    return Optional.ofNullable(BY_NAME.get(attribute));
  }

  /** Its place in a set of them. */
  public int bit() {
    return 1 << ordinal();
  }
}
