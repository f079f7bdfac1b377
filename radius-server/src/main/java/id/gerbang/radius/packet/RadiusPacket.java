package id.gerbang.radius.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A received packet whose form is sound (RFC 2865 §3, §5); whether it is genuine, {@link
 * Authenticators} say. It is read where it stands, and is only while that is left alone.
 *
 * <p>A look-up finds the first attribute of its type. A number or address of the wrong size is
 * absent. Sub-attributes count only where all of their Vendor-Specific is sound; vendor 0 is a
 * vendor like others, and never means the standard attributes.
 */
public final class RadiusPacket extends PacketOctets {
  public static final int MAX_LENGTH = 4096;
  public static final int AUTHENTICATOR_SIZE = 16;

  static final int AUTHENTICATOR_AT = 4;

  private static final VarHandle HALF =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int messageAuthenticatorAt;

  private RadiusPacket(byte[] octets, int length) throws MalformedPacketException {
    super(octets, length);
    this.messageAuthenticatorAt = checkForm();
  }

  /**
   * Reads the datagram whose {@code received} octets stand at the beginning of {@code octets};
   * those past the packet's Length are padding (RFC 2865 §3).
   */
  public static RadiusPacket read(byte[] octets, int received) throws MalformedPacketException {
    if (received < ATTRIBUTES_AT) {
      throw MalformedPacketException.INSTANCE;
    }
    int length = (octets[2] & 0xff) << 8 | (octets[3] & 0xff);
    if (length < ATTRIBUTES_AT || length > MAX_LENGTH || length > received) {
      throw MalformedPacketException.INSTANCE;
    }
    return new RadiusPacket(octets, length);
  }

  public int code() {
    return octets[0] & 0xff;
  }

  public int identifier() {
    return octets[1] & 0xff;
  }

  public int length() {
    return length;
  }

  public byte[] authenticator() {
    return Arrays.copyOfRange(octets, AUTHENTICATOR_AT, ATTRIBUTES_AT);
  }

  /** The authenticator's first half, as a number. */
  public long authenticatorHigh() {
    return (long) HALF.get(octets, AUTHENTICATOR_AT);
  }

  /** Its second half. */
  public long authenticatorLow() {
    return (long) HALF.get(octets, AUTHENTICATOR_AT + Long.BYTES);
  }

  /** A copy of the whole packet, without padding. */
  public byte[] toByteArray() {
    return Arrays.copyOf(octets, length);
  }

  /**
   * Puts the whole packet, without padding, into what has room for it: zeroes in place of whatever
   * proves a password.
   */
  public void putWithoutProofs(ByteBuffer into) {
    int packetAt = into.position();
    into.put(octets, 0, length);
    for (int at = ATTRIBUTES_AT; at < length; at += octets[at + 1] & 0xff) {
      int value = at + ATTRIBUTE_HEADER;
      switch (octets[at] & 0xff) {
        case Attribute.USER_PASSWORD, Attribute.CHAP_PASSWORD, Attribute.EAP_MESSAGE ->
            into.put(packetAt + value, new byte[size(value)]);
        case Attribute.VENDOR_SPECIFIC -> {
          if (vendorOf(value) == Microsoft.VENDOR) {
            int proof = value + VENDOR_ID_SIZE;
            into.put(packetAt + proof, new byte[end(value) - proof]);
          }
        }
        default -> {}
      }
    }
  }

  public boolean has(int type) {
    return find(type, ATTRIBUTES_AT) != ABSENT;
  }

  public int count(int type) {
    int count = 0;
    for (int at = find(type, ATTRIBUTES_AT); at != ABSENT; at = find(type, end(at))) {
      count++;
    }
    return count;
  }

  public Optional<byte[]> octets(int type) {
    return octetsAt(find(type, ATTRIBUTES_AT));
  }

  /**
   * Copies the value into what has room for it, as far as it has.
   *
   * @return how long the value is; 0 where there is none
   */
  public int octets(int type, byte[] into) {
    return copyAt(find(type, ATTRIBUTES_AT), into);
  }

  /** The values of all attributes of this type, in their order: Class, Proxy-State, EAP-Message. */
  public List<byte[]> allOctets(int type) {
    List<byte[]> values = new ArrayList<>();
    for (int at = find(type, ATTRIBUTES_AT); at != ABSENT; at = find(type, end(at))) {
      values.add(Arrays.copyOfRange(octets, at, end(at)));
    }
    return values;
  }

  /** The unsigned number, or {@code absent}. */
  public long integer(int type, long absent) {
    return integerAt(find(type, ATTRIBUTES_AT), absent);
  }

  /**
   * The text; octets that are no UTF-8 become U+FFFD. Empty text is present: the name of a PPPoE
   * service may be empty.
   */
  public Optional<String> text(int type) {
    return textAt(find(type, ATTRIBUTES_AT));
  }

  /** The text as {@link PrintableText#exact}. */
  public Optional<String> exactText(int type) {
    int at = find(type, ATTRIBUTES_AT);
    return at == ABSENT ? Optional.empty() : PrintableText.exact(octets, at, end(at));
  }

  /** The octets as {@link PrintableText#escaped}; empty where there are none. */
  public String printable(int type) {
    int at = find(type, ATTRIBUTES_AT);
    return at == ABSENT ? "" : PrintableText.escaped(octets, at, end(at));
  }

  public Optional<Inet4Address> ipv4(int type) {
    return ipv4At(find(type, ATTRIBUTES_AT));
  }

  public Optional<Inet6Address> ipv6(int type) {
    int at = find(type, ATTRIBUTES_AT);
    return at != ABSENT && size(at) == 16 && address(at, 16) instanceof Inet6Address address
        ? Optional.of(address)
        : Optional.empty();
  }

  public boolean hasVendor(int vendor, int type) {
    return findVendor(vendor, type) != ABSENT;
  }

  public int countVendor(int vendor, int type) {
    int count = 0;
    for (int at = find(Attribute.VENDOR_SPECIFIC, ATTRIBUTES_AT);
        at != ABSENT;
        at = find(Attribute.VENDOR_SPECIFIC, end(at))) {
      if (isSoundVendor(vendor, at)) {
        for (int sub = at + VENDOR_ID_SIZE; sub < end(at); sub += octets[sub + 1] & 0xff) {
          count += (octets[sub] & 0xff) == type ? 1 : 0;
        }
      }
    }
    return count;
  }

  public Optional<byte[]> vendorOctets(int vendor, int type) {
    return octetsAt(findVendor(vendor, type));
  }

  /** Like {@link #octets(int, byte[])}, of a vendor's. */
  public int vendorOctets(int vendor, int type, byte[] into) {
    return copyAt(findVendor(vendor, type), into);
  }

  /** The unsigned number, or {@code absent}. */
  public long vendorInteger(int vendor, int type, long absent) {
    return integerAt(findVendor(vendor, type), absent);
  }

  public Optional<String> vendorText(int vendor, int type) {
    return textAt(findVendor(vendor, type));
  }

  public Optional<Inet4Address> vendorIpv4(int vendor, int type) {
    return ipv4At(findVendor(vendor, type));
  }

  /** All attributes in their order, each sound Vendor-Specific by its sub-attributes. */
  public List<RawAttribute> attributes() {
    List<RawAttribute> attributes = new ArrayList<>();
    for (int at = ATTRIBUTES_AT; at < length; at += octets[at + 1] & 0xff) {
      int type = octets[at] & 0xff;
      int value = at + ATTRIBUTE_HEADER;
      int vendor = type == Attribute.VENDOR_SPECIFIC ? vendorOf(value) : ABSENT;
      if (vendor == ABSENT || !isSoundVendor(vendor, value)) {
        attributes.add(attribute(RawAttribute.STANDARD, value));
      } else {
        int sub = value + VENDOR_ID_SIZE;
        for (; sub < end(value); sub += octets[sub + 1] & 0xff) {
          attributes.add(attribute(vendor, sub + ATTRIBUTE_HEADER));
        }
      }
    }
    return attributes;
  }

  @Override
  public String toString() {
    return Code.name(code()) + " " + identifier() + " (" + length() + " octets)";
  }

  /** What it stands in, for the classes of this package, which only read it. */
  byte[] octets() {
    return octets;
  }

  int messageAuthenticatorAt() {
    return messageAuthenticatorAt;
  }

  private RawAttribute attribute(int vendor, int value) {
    return new RawAttribute(
        vendor, octets[value - 2] & 0xff, Arrays.copyOfRange(octets, value, end(value)));
  }

  private Optional<byte[]> octetsAt(int at) {
    return at == ABSENT ? Optional.empty() : Optional.of(Arrays.copyOfRange(octets, at, end(at)));
  }

  private int copyAt(int at, byte[] into) {
    if (at == ABSENT) {
      return 0;
    }
    System.arraycopy(octets, at, into, 0, Math.min(size(at), into.length));
    return size(at);
  }

  private long integerAt(int at, long absent) {
    return at != ABSENT && size(at) == 4 ? number(at) : absent;
  }

  private Optional<String> textAt(int at) {
    return at == ABSENT
        ? Optional.empty()
        : Optional.of(new String(octets, at, size(at), StandardCharsets.UTF_8));
  }

  private Optional<Inet4Address> ipv4At(int at) {
    return at != ABSENT && size(at) == 4
        ? Optional.of((Inet4Address) address(at, 4))
        : Optional.empty();
  }

  private InetAddress address(int at, int size) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(octets, at, at + size));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + size + " octets", e);
    }
  }
}
