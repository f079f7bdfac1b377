package id.gerbang.radius.packet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing row of encoded attributes: the part that replies, requests and prepared attributes have
 * in common. {@code W} is the writer itself, so that calls can be chained.
 */
public abstract sealed class AttributeWriter<W extends AttributeWriter<W>>
    permits ReplyWriter, RequestWriter, EncodedAttributes.Writer {
  private static final int HEADER = 2;
  private static final int VENDOR_HEADER = 8;
  private static final int MAX_SIZE = 255;
  private static final byte[] NO_ROOM = {};

  private byte[] octets;
  private int length;

  /**
   * Leaves the first {@code reserved} octets free, for a packet's header.
   *
   * @param room to write in; what stands in it does not matter
   */
  AttributeWriter(int reserved, byte[] room) {
    this.octets = room;
    this.length = reserved;
  }

  public W integer(int type, long value) {
    number(begin(type, 4), value);
    return self();
  }

  public W ipv4(int type, Inet4Address address) {
    return octets(type, address.getAddress());
  }

  public W ipv6(int type, Inet6Address address) {
    return octets(type, address.getAddress());
  }

  /** A prefix in the form of RFC 3162 §2.3: only the octets that it needs, spare bits zero. */
  public W ipv6Prefix(int type, Inet6Address prefix, int bits) {
    byte[] address = prefix.getAddress();
    int size = (bits + 7) / 8;
    int at = begin(type, HEADER + size);
    octets[at] = 0;
    octets[at + 1] = (byte) bits;
    System.arraycopy(address, 0, octets, at + HEADER, size);
    if (bits % 8 != 0) {
      octets[at + 1 + size] &= (byte) (0xff << (8 - bits % 8));
    }
    return self();
  }

  public W text(int type, String text) {
    return octets(type, text.getBytes(StandardCharsets.UTF_8));
  }

  public W octets(int type, byte[] value) {
    return octets(type, value, value.length);
  }

  /** The value is the first octets of what stands there. */
  public W octets(int type, byte[] room, int size) {
    int at = begin(type, size);
    System.arraycopy(room, 0, octets, at, size);
    return self();
  }

  public W vendorInteger(int vendor, int type, long value) {
    number(beginVendor(vendor, type, 4), value);
    return self();
  }

  public W vendorText(int vendor, int type, String text) {
    return vendorOctets(vendor, type, text.getBytes(StandardCharsets.UTF_8));
  }

  public W vendorOctets(int vendor, int type, byte[] value) {
    int at = beginVendor(vendor, type, value.length);
    System.arraycopy(value, 0, octets, at, value.length);
    return self();
  }

  public W add(EncodedAttributes attributes) {
    append(attributes.octets(), 0, attributes.octets().length);
    return self();
  }

  abstract W self();

  /** Appends octets that are encoded attributes already. */
  void append(byte[] source, int from, int to) {
    int at = reserve(to - from);
    System.arraycopy(source, from, octets, at, to - from);
  }

  /**
   * Writes an attribute's header; returns where its value begins, all of which is to be written.
   */
  int begin(int type, int size) {
    if (HEADER + size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "attribute " + type + " holds at most 253 octets, not " + size);
    }
    int at = reserve(HEADER + size);
    octets[at] = (byte) type;
    octets[at + 1] = (byte) (HEADER + size);
    return at + HEADER;
  }

  /** How many octets are written so far. */
  public int length() {
    return length;
  }

  /** A copy of what was written so far. */
  byte[] trimmed() {
    return Arrays.copyOf(octets, length);
  }

  /**
   * Where it was written.
   *
   * @throws IllegalStateException if that was left
   */
  byte[] room() {
    if (octets == NO_ROOM) {
      throw new IllegalStateException("a packet is finished once");
    }
    return octets;
  }

  /** Leaves that to another writer: nothing is written or left any more. */
  byte[] leaveRoom() {
    byte[] left = room();
    octets = NO_ROOM;
    return left;
  }

  private int beginVendor(int vendor, int type, int size) {
    if (VENDOR_HEADER + size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "attribute " + vendor + "/" + type + " holds at most 247 octets, not " + size);
    }
    int at = begin(Attribute.VENDOR_SPECIFIC, VENDOR_HEADER - HEADER + size);
    number(at, vendor);
    octets[at + 4] = (byte) type;
    octets[at + 5] = (byte) (HEADER + size);
    return at + VENDOR_HEADER - HEADER;
  }

  private int reserve(int size) {
    int at = length;
    length += size;
    if (length > octets.length) {
      octets = Arrays.copyOf(room(), Math.max(length, 2 * octets.length));
    }
    return at;
  }

  private void number(int at, long value) {
    octets[at] = (byte) (value >> 24);
    octets[at + 1] = (byte) (value >> 16);
    octets[at + 2] = (byte) (value >> 8);
    octets[at + 3] = (byte) value;
  }
}
