package id.gerbang.radius.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** IPv4 addresses as the 32 bits that they are: a pool may have a million. */
final class Ipv4Number {

  private Ipv4Number() {}

  /**
   * @param literal an address, never a name
   */
  static int of(String literal) {
    try {
      byte[] octets = InetAddress.getByName(literal).getAddress();
      return ByteBuffer.wrap(octets).getInt();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  static Inet4Address address(int number) {
    try {
      return (Inet4Address) InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(number).array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four octets are an address", e);
    }
  }

  static String text(int number) {
    return address(number).getHostAddress();
  }
}
