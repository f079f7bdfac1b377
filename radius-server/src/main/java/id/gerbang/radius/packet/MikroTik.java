package id.gerbang.radius.packet;

/**
 * MikroTik's attributes inside Vendor-Specific, those that a PPP or hotspot login has to do with.
 */
public final class MikroTik {
  public static final int VENDOR = 14988;

  public static final int RECV_LIMIT = 1;
  public static final int XMIT_LIMIT = 2;
  public static final int GROUP = 3;
  public static final int RATE_LIMIT = 8;
  public static final int REALM = 9;
  public static final int HOST_IP = 10;
  public static final int RECV_LIMIT_GIGAWORDS = 14;
  public static final int XMIT_LIMIT_GIGAWORDS = 15;
  public static final int TOTAL_LIMIT = 17;
  public static final int TOTAL_LIMIT_GIGAWORDS = 18;
  public static final int ADDRESS_LIST = 19;
  public static final int DELEGATED_IPV6_POOL = 22;

  private MikroTik() {}
}
