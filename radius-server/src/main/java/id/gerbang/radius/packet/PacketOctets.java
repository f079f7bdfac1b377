package id.gerbang.radius.packet;

/**
 * The octets of a packet, and where its attributes stand in them (RFC 2865 §5): a packet has some
 * twenty, and walking them costs less than any index. A position is that of a value; the lengths
 * before it are sound once the form is checked.
 */
abstract sealed class PacketOctets permits RadiusPacket {

  static final int ATTRIBUTES_AT = 20;
  static final int ABSENT = -1;
  static final int ATTRIBUTE_HEADER = 2;
  static final int VENDOR_ID_SIZE = 4;

  private static final int MAX_ATTRIBUTES = 250;

  final byte[] octets;
  final int length;

  PacketOctets(byte[] octets, int length) {
    this.octets = octets;
    this.length = length;
  }

  /** Checks the form of all attributes; returns where Message-Authenticator's value begins. */
  int checkForm() throws MalformedPacketException {
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
        if (messageAuthenticatorAt != ABSENT
            || size != ATTRIBUTE_HEADER + RadiusPacket.AUTHENTICATOR_SIZE) {
          throw MalformedPacketException.INSTANCE;
        }
        messageAuthenticatorAt = at + ATTRIBUTE_HEADER;
      }
      at += size;
    }
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

  int size(int value) {
    return (octets[value - 1] & 0xff) - ATTRIBUTE_HEADER;
  }

  int findVendor(int vendor, int type) {
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

  /** The vendor of a Vendor-Specific; its highest octet must be zero (RFC 2865 §5.26). */
  int vendorOf(int at) {
    return size(at) >= VENDOR_ID_SIZE && octets[at] == 0 ? (int) number(at) : ABSENT;
  }

  /** Whether this Vendor-Specific is of the vendor and its sub-lengths sum to its end. */
  boolean isSoundVendor(int vendor, int at) {
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

  long number(int at) {
    return (octets[at] & 0xffL) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | (octets[at + 3] & 0xff);
  }
}
