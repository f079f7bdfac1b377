package id.gerbang.radius.listen;

import id.gerbang.radius.packet.RadiusPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * What tells a request from others that came by the same socket: its sender, code and Identifier.
 * Of two that are equal by these one is the other's copy if it has the same authenticator too (RFC
 * 5080 §2.2.2).
 *
 * <p>Written it is: hash u32, port u16, code u8, identifier u8, address 16 octets, authenticator 16
 * octets.
 */
final class RequestKey {

  /** How many octets it is written in. */
  static final int SIZE = 40;

  private static final int ASKED_AT = 4;
  private static final int ADDRESS_AT = 8;
  private static final int AUTHENTICATOR_AT = 24;

  private static final int IPV4_SIZE = 4;

  /** What stands before an IPv4 address that is written as an IPv6 one (RFC 4291 §2.5.5.2). */
  private static final long IPV4_MAPPED = 0xffff;

  private final int hash;

  /** Port, code and Identifier. */
  private final int asked;

  private final int length;
  private final long addressHigh;
  private final long addressLow;
  private final long authenticatorHigh;
  private final long authenticatorLow;

  RequestKey(InetSocketAddress sender, RadiusPacket request) {
    byte[] address = sender.getAddress().getAddress();
    long high = 0;
    long low = address.length == IPV4_SIZE ? IPV4_MAPPED : 0;
    for (byte octet : address) {
      high = high << 8 | low >>> 56;
      low = low << 8 | octet & 0xff;
    }
    this.addressHigh = high;
    this.addressLow = low;
    this.asked = sender.getPort() << 16 | request.code() << 8 | request.identifier();
    this.authenticatorHigh = request.authenticatorHigh();
    this.authenticatorLow = request.authenticatorLow();
    this.length = request.length();
    this.hash = spread(31 * sender.getAddress().hashCode() + asked);
  }

  /** Neighbouring identifiers and ports are not to be neighbours in a table. */
  private static int spread(int hash) {
    int spread = hash * 0x9e3779b9;
    return spread ^ spread >>> 16;
  }

  /** How long the request is, in octets. */
  int requestLength() {
    return length;
  }

  /** Whether two that are equal are copies of each other. */
  boolean isCopyOf(RequestKey other) {
    return authenticatorHigh == other.authenticatorHigh
        && authenticatorLow == other.authenticatorLow;
  }

  void write(ByteBuffer into) {
    into.putInt(hash)
        .putInt(asked)
        .putLong(addressHigh)
        .putLong(addressLow)
        .putLong(authenticatorHigh)
        .putLong(authenticatorLow);
  }

  /** The hash of the one that is written there. */
  static int hashAt(ByteBuffer written, int at) {
    return written.getInt(at);
  }

  /** Whether the one that is written there is equal to this. */
  boolean isAt(ByteBuffer written, int at) {
    return written.getInt(at + ASKED_AT) == asked
        && written.getLong(at + ADDRESS_AT) == addressHigh
        && written.getLong(at + ADDRESS_AT + Long.BYTES) == addressLow;
  }

  /** Whether the equal one that is written there is a copy of this. */
  boolean isCopyAt(ByteBuffer written, int at) {
    return written.getLong(at + AUTHENTICATOR_AT) == authenticatorHigh
        && written.getLong(at + AUTHENTICATOR_AT + Long.BYTES) == authenticatorLow;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestKey that
        && asked == that.asked
        && addressHigh == that.addressHigh
        && addressLow == that.addressLow;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
