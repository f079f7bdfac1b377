package id.gerbang.core.dictionary;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** An IPv6 address as people write it: RFC 5952 §4, so that each has one text. */
public final class Ipv6Text {

  private static final int GROUPS = 8;

  private Ipv6Text() {}

  /** An address of either family, without the interface that a socket names with it. */
  public static String of(InetAddress address) {
    return address instanceof Inet6Address ? of(address.getAddress()) : address.getHostAddress();
  }

  /**
   * @param address its 16 octets
   */
  public static String of(byte[] address) {
    ByteBuffer groups = ByteBuffer.wrap(address);
    int left = longestZeros(groups);
    int right = left + zerosFrom(groups, left);
    if (right - left < 2) {
      return hex(groups, 0, GROUPS);
    }
    return hex(groups, 0, left) + "::" + hex(groups, right, GROUPS);
  }

  /** Where the longest run of zeros begins, the first of equal ones. */
  private static int longestZeros(ByteBuffer groups) {
    int longest = 0;
    for (int i = 1; i < GROUPS; i++) {
      if (zerosFrom(groups, i) > zerosFrom(groups, longest)) {
        longest = i;
      }
    }
    return longest;
  }

  private static int zerosFrom(ByteBuffer groups, int first) {
    int next = first;
    while (next < GROUPS && groups.getShort(2 * next) == 0) {
      next++;
    }
    return next - first;
  }

  private static String hex(ByteBuffer groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":")
          .append(Integer.toHexString(Short.toUnsignedInt(groups.getShort(2 * i))));
    }
    return text.toString();
  }
}
