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
 * Authenticators} say. Attributes are looked up in the octets themselves: a packet has some twenty,
 * and walking them costs less than any index. It is read where it stands, and is only while that is
 * left alone.
 *
 * <p>A look-up finds the first attribute of its type. A number or address of the wrong size is
 * absent. Sub-attributes count only where all of their Vendor-Specific is sound; vendor 0 is a
 * vendor like others, and never means the standard attributes.
 */
public final class RadiusPacket {
  public static final int MAX_LENGTH = 4096;
  public static final int MAX_ATTRIBUTES = 250;
  public static final int AUTHENTICATOR_SIZE = 16;

  static final int AUTHENTICATOR_AT = 4;
  static final int ATTRIBUTES_AT = 20;
  static final int ABSENT = -1;

  private static final int ATTRIBUTE_HEADER = 2;
  private static final int VENDOR_ID_SIZE = 4;
  private static final VarHandle HALF =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] octets;
  private final int length;
  private final int messageAuthenticatorAt;

  private RadiusPacket(byte[] octets, int length, int messageAuthenticatorAt) {
    this.octets = octets;
    this.length = length;
    this.messageAuthenticatorAt = messageAuthenticatorAt;
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
    return new RadiusPacket(octets, length, checkAttributes(octets, length));
  }

  /** Checks the form of all attributes; returns where Message-Authenticator's value begins. */
  private static int checkAttributes(byte[] octets, int length) throws MalformedPacketException {
    int messageAuthenticatorAt = ABSENT;
    int count = 0;
    int at = ATTRIBUTES_AT;
    while (at < length) {
      count++;
      if (count > MAX_ATTRIBUTES || at + ATTRIBUTE_HEADER > length) {
        throw MalformedPacketException.INSTANCE;
      }
      int type = octets[at] & 0xff;
      int size = octets[at + 1] & 0xff;
      if (type == 0 || size < ATTRIBUTE_HEADER || at + size > length) {
        throw MalformedPacketException.INSTANCE;
      }
      if (type == Attribute.MESSAGE_AUTHENTICATOR) {
        if (messageAuthenticatorAt != ABSENT || size != ATTRIBUTE_HEADER + AUTHENTICATOR_SIZE) {
          throw MalformedPacketException.INSTANCE;
        }
        messageAuthenticatorAt = at + ATTRIBUTE_HEADER;
      }
      at += size;
    }
    return messageAuthenticatorAt;
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

  /** Puts the whole packet, without padding, into what has room for it. */
  public void put(ByteBuffer into) {
    into.put(octets, 0, length);
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

  /**
   * Copies the value into what has room for it, as far as it has.
   *
   * @return how long the value is; 0 where there is none
   */
  public int vendorOctets(int vendor, int type, byte[] into) {
    int at = findVendor(vendor, type);
    if (at == ABSENT) {
      return 0;
    }
    System.arraycopy(octets, at, into, 0, Math.min(size(at), into.length));
    return size(at);
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

  /**
   * Where the value of the next attribute of this type begins, from the attribute at {@code at}.
   */
  int find(int type, int at) {
    int attribute = at;
    while (attribute < length) {
      if ((octets[attribute] & 0xff) == type) {
        return attribute + ATTRIBUTE_HEADER;
      }
      attribute += octets[attribute + 1] & 0xff;
    }
    return ABSENT;
  }

  /**
   * Where a value ends; its attribute's or sub-attribute's length stands in the octet before it.
   */
  int end(int value) {
    return value + size(value);
  }

  private int size(int value) {
    return (octets[value - 1] & 0xff) - ATTRIBUTE_HEADER;
  }

  private int findVendor(int vendor, int type) {
    for (int at = find(Attribute.VENDOR_SPECIFIC, ATTRIBUTES_AT);
        at != ABSENT;
        at = find(Attribute.VENDOR_SPECIFIC, end(at))) {
      if (isSoundVendor(vendor, at)) {
        for (int sub = at + VENDOR_ID_SIZE; sub < end(at); sub += octets[sub + 1] & 0xff) {
          if ((octets[sub] & 0xff) == type) {
            return sub + ATTRIBUTE_HEADER;
          }
        }
      }
    }
    return ABSENT;
  }

  private RawAttribute attribute(int vendor, int value) {
    return new RawAttribute(
        vendor, octets[value - 2] & 0xff, Arrays.copyOfRange(octets, value, end(value)));
  }

  /** The vendor of a Vendor-Specific; its highest octet must be zero (RFC 2865 §5.26). */
  private int vendorOf(int at) {
    return size(at) >= VENDOR_ID_SIZE && octets[at] == 0 ? (int) number(at) : ABSENT;
  }

  /** Whether this Vendor-Specific is of the vendor and its sub-lengths sum to its end. */
  private boolean isSoundVendor(int vendor, int at) {
    int end = end(at);
    if (vendorOf(at) != vendor) {
      return false;
    }
    int sub = at + VENDOR_ID_SIZE;
    while (sub + ATTRIBUTE_HEADER <= end && (octets[sub + 1] & 0xff) >= ATTRIBUTE_HEADER) {
      sub += octets[sub + 1] & 0xff;
    }
    return sub == end;
  }

  private Optional<byte[]> octetsAt(int at) {
    return at == ABSENT ? Optional.empty() : Optional.of(Arrays.copyOfRange(octets, at, end(at)));
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

  private long number(int at) {
    return (octets[at] & 0xffL) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | (octets[at + 3] & 0xff);
  }
}
