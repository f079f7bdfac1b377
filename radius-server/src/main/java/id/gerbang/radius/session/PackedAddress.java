package id.gerbang.radius.session;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Addresses as numbers: a million sessions keep them so, and nobody sees it. */
final class PackedAddress {

  static final int NO_IPV4 = 0;
  static final long NO_MAC = -1;
  private static final int MAC_CHARACTERS = 17;
  private static final String HEX = "0123456789ABCDEF";

  private PackedAddress() {}

  /** Of dotted text; {@link #NO_IPV4} where it is anything else. */
  static int ipv4(@Nullable String text) {
    if (text == null) {
      return NO_IPV4;
    }
    int packed = 0;
    int octets = 0;
    int octet = -1;
    for (int i = 0; i <= text.length(); i++) {
      char character = i < text.length() ? text.charAt(i) : '.';
      if (character == '.' && octet >= 0) {
        packed = packed << 8 | octet;
        octets++;
        octet = -1;
      } else if (character >= '0' && character <= '9' && octet <= 25) {
        octet = Math.max(0, octet) * 10 + character - '0';
      } else {
        return NO_IPV4;
      }
      if (octet > 255 || octets > 4) {
        return NO_IPV4;
      }
    }
    return octets == 4 ? packed : NO_IPV4;
  }

  static int ipv4(Inet4Address address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  static String ipv4(int packed) {
    return (packed >>> 24)
        + "."
        + (packed >>> 16 & 0xff)
        + '.'
        + (packed >>> 8 & 0xff)
        + '.'
        + (packed & 0xff);
  }

  /**
   * Of {@code 4C:5E:0C:11:22:33}, as RouterOS writes a PPPoE client; {@link #NO_MAC} where it is
   * written otherwise, so that the text comes back as it was.
   */
  static long mac(@Nullable String text) {
    if (text == null || text.length() != MAC_CHARACTERS) {
      return NO_MAC;
    }
    long packed = 0;
    for (int i = 0; i < MAC_CHARACTERS; i++) {
      char character = text.charAt(i);
      if (i % 3 == 2) {
        if (character != ':') {
          return NO_MAC;
        }
      } else {
        int digit = HEX.indexOf(character);
        if (digit < 0) {
          return NO_MAC;
        }
        packed = packed << 4 | digit;
      }
    }
    return packed;
  }

  static String mac(long packed) {
    char[] text = new char[MAC_CHARACTERS];
    long rest = packed;
    for (int i = MAC_CHARACTERS - 1; i >= 0; i--) {
      if (i % 3 == 2) {
        text[i] = ':';
      } else {
        text[i] = HEX.charAt((int) (rest & 0xf));
        rest >>>= 4;
      }
    }
    return new String(text);
  }
}
