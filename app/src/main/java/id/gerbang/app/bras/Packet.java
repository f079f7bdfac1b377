package id.gerbang.app.bras;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A well-formed packet that was received (RFC 2865 §3); whether it is genuine is asked apart. */
final class Packet {

  static final int HEADER_LENGTH = 20;
  static final int MAX_LENGTH = 4096;

  private final byte[] bytes;
  private final Attributes attributes;

  private Packet(byte[] bytes, Attributes attributes) {
    this.bytes = bytes;
    this.attributes = attributes;
  }

  /** The packet at the start of a datagram; empty when lengths or attributes are malformed. */
  static Optional<Packet> read(byte[] datagram, int received) {
    if (received < HEADER_LENGTH) {
      return Optional.empty();
    }
    int length = Short.toUnsignedInt(ByteBuffer.wrap(datagram).getShort(2));
    if (length < HEADER_LENGTH || length > received || length > MAX_LENGTH) {
      return Optional.empty();
    }
    byte[] bytes = Arrays.copyOf(datagram, length);
    return readAttributes(bytes)
        .filter(Packet::isMessageAuthenticatorSound)
        .map(attributes -> new Packet(bytes, attributes));
  }

  private static Optional<Attributes> readAttributes(byte[] bytes) {
    List<Attribute> attributes = new ArrayList<>();
    int at = HEADER_LENGTH;
    while (at < bytes.length) {
      int length = at + 1 < bytes.length ? Byte.toUnsignedInt(bytes[at + 1]) : 0;
      if (length < 2 || at + length > bytes.length) {
        return Optional.empty();
      }
      byte[] value = Arrays.copyOfRange(bytes, at + 2, at + length);
      addAttribute(attributes, Byte.toUnsignedInt(bytes[at]), value);
      at += length;
    }
    return Optional.of(new Attributes(attributes));
  }

  private static void addAttribute(List<Attribute> attributes, int number, byte[] value) {
    List<Attribute> vendorSpecific =
        number == AttributeType.VENDOR_SPECIFIC.number() ? readVendorSpecific(value) : List.of();
    if (vendorSpecific.isEmpty()) {
      attributes.add(new Attribute(Vendor.NONE, number, value));
    } else {
      attributes.addAll(vendorSpecific);
    }
  }

  /** RFC 2865 §5.26: sub-lengths must sum to the end, otherwise the whole is opaque. */
  private static List<Attribute> readVendorSpecific(byte[] value) {
    int vendor = value.length < 6 ? Vendor.NONE : ByteBuffer.wrap(value).getInt();
    if (vendor == Vendor.NONE) {
      return List.of();
    }
    List<Attribute> result = new ArrayList<>();
    int at = 4;
    while (at < value.length) {
      int length = at + 1 < value.length ? Byte.toUnsignedInt(value[at + 1]) : 0;
      if (length < 2 || at + length > value.length) {
        return List.of();
      }
      byte[] sub = Arrays.copyOfRange(value, at + 2, at + length);
      result.add(new Attribute(vendor, Byte.toUnsignedInt(value[at]), sub));
      at += length;
    }
    return result;
  }

  private static boolean isMessageAuthenticatorSound(Attributes attributes) {
    List<Attribute> found = attributes.all(AttributeType.MESSAGE_AUTHENTICATOR);
    return found.size() <= 1
        && found.stream().allMatch(attribute -> attribute.value().length == 16);
  }

  int code() {
    return Byte.toUnsignedInt(bytes[0]);
  }

  int identifier() {
    return Byte.toUnsignedInt(bytes[1]);
  }

  byte[] authenticator() {
    return Arrays.copyOfRange(bytes, 4, HEADER_LENGTH);
  }

  Attributes attributes() {
    return attributes;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  boolean hasMessageAuthenticator() {
    return attributes.has(AttributeType.MESSAGE_AUTHENTICATOR);
  }
}
