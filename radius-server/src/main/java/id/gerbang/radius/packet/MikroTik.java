package id.gerbang.radius.packet;

/** MikroTik's attributes inside Vendor-Specific that the packet path names. */
public final class MikroTik {
  public static final int VENDOR = 14988;

  public static final int GROUP = 3;
  public static final int RATE_LIMIT = 8;
  public static final int HOST_IP = 10;
  public static final int ADDRESS_LIST = 19;
  public static final int DELEGATED_IPV6_POOL = 22;

  private MikroTik() {}
}
