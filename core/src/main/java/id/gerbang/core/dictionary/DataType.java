package id.gerbang.core.dictionary;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the octets of an attribute are to be read, by the names that dictionary files use (RFC 8044
 * §3 describes them), and how a text becomes octets.
 */
public enum DataType {
  STRING("a text") {
    @Override
    String print(byte[] value) {
      return escaped(new String(value, StandardCharsets.UTF_8));
    }

    @Override
    byte[] parse(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  },
  OCTETS("0x and hexadecimal digits"),
  INTEGER("a number from 0 to 4294967295", 4),
  SHORT("a number from 0 to 65535", 2),
  BYTE("a number from 0 to 255", 1),
  INTEGER64("a number from 0 to 18446744073709551615", 8),
  SIGNED("a number from -2147483648 to 2147483647", 4) {
    @Override
    String print(byte[] value) {
      return value.length == 4 ? Integer.toString((int) number(value)) : hex(value);
    }

    @Override
    byte[] parse(String text) {
      return octetsOf(Integer.parseInt(text));
    }
  },
  DATE("an instant, such as 2026-12-31T17:00:00Z, or seconds since 1970", 4) {
    @Override
    String print(byte[] value) {
      return value.length == 4 ? Instant.ofEpochSecond(number(value)).toString() : hex(value);
    }

    @Override
    byte[] parse(String text) {
      return text.indexOf('T') < 0
          ? super.parse(text)
          : super.parse(Long.toString(Instant.parse(text).getEpochSecond()));
    }
  },
  IPADDR("an IPv4 address") {
    @Override
    String print(byte[] value) {
      return value.length == 4 ? AddressText.of(value) : hex(value);
    }

    @Override
    byte[] parse(String text) {
      return AddressText.octets(text, Inet4Address.class);
    }
  },
  IPV6ADDR("an IPv6 address") {
    @Override
    String print(byte[] value) {
      return value.length == 16 ? AddressText.of(value) : hex(value);
    }

    @Override
    byte[] parse(String text) {
      return AddressText.octets(text, Inet6Address.class);
    }
  },
  COMBO_IP("an IPv4 or IPv6 address") {
    @Override
    String print(byte[] value) {
      return value.length == 4 || value.length == 16 ? AddressText.of(value) : hex(value);
    }

    @Override
    byte[] parse(String text) {
      return AddressText.octets(text, InetAddress.class);
    }
  },
  /** RFC 3162 §2.3: a reserved octet, the length in bits, and no more octets than it needs. */
  IPV6PREFIX("an IPv6 prefix, such as 2001:db8:1::/48") {
    @Override
    String print(byte[] value) {
      boolean sound = value.length >= 2 && value.length <= 18 && (value[1] & 0xff) <= 128;
      return sound
          ? AddressText.of(Arrays.copyOfRange(value, 2, 18)) + "/" + (value[1] & 0xff)
          : hex(value);
    }

    @Override
    byte[] parse(String text) {
      byte[] whole = AddressText.prefix(text, Inet6Address.class);
      return Arrays.copyOf(whole, 2 + (whole[1] + 7 & 0xff) / 8);
    }
  },
  /** RFC 8044 §3.11: always all six octets. */
  IPV4PREFIX("an IPv4 prefix, such as 10.9.0.0/24") {
    @Override
    String print(byte[] value) {
      return value.length == 6
          ? AddressText.of(Arrays.copyOfRange(value, 2, 6)) + "/" + (value[1] & 0x3f)
          : hex(value);
    }

    @Override
    byte[] parse(String text) {
      return AddressText.prefix(text, Inet4Address.class);
    }
  },
  /** RFC 3162 §2.2 */
  IFID("an interface id, such as 0:0:0:1") {
    @Override
    byte[] parse(String text) {
      if (!INTERFACE_ID.matcher(text).matches()) {
        throw new IllegalArgumentException(text);
      }
      String[] groups = text.split(":", -1);
      byte[] id = new byte[8];
      for (int i = 0; i < 4; i++) {
        System.arraycopy(SHORT.octetsOf(Integer.parseInt(groups[i], 16)), 0, id, 2 * i, 2);
      }
      return id;
    }

    @Override
    boolean holds(byte[] value) {
      return value.length == 8;
    }
  },
  ETHER("a MAC address") {
    @Override
    byte[] parse(String text) {
      byte[] address = HexFormat.of().parseHex(text.replaceAll("[:-]", ""));
      if (!holds(address)) {
        throw new IllegalArgumentException(text);
      }
      return address;
    }

    @Override
    boolean holds(byte[] value) {
      return value.length == 6;
    }
  },
  /** Ascend's binary filters: known by name, given as octets. */
  ABINARY("0x and hexadecimal digits"),
  VSA,
  /** RFC 6929 §2.3: what is in it is not read, but each part ends where the next begins. */
  TLV("0x and hexadecimal digits, which are parts of type, length and value") {
    @Override
    boolean holds(byte[] value) {
      int at = 0;
      while (at + 2 < value.length && (value[at + 1] & 0xff) > 2) {
        at += value[at + 1] & 0xff;
      }
      return at == value.length;
    }
  },
  /** RFC 6929 §2.1: the type of what is in it, then its value. */
  EXTENDED("0x and hexadecimal digits"),
  /** RFC 6929 §2.2: a flag beside them. */
  LONG_EXTENDED("0x and hexadecimal digits"),
  EVS,
  STRUCT("0x and hexadecimal digits");

  /** Those of which any octets are a value. */
  private static final Set<DataType> OPAQUE =
      EnumSet.of(OCTETS, ABINARY, EXTENDED, LONG_EXTENDED, STRUCT);

  private static final Pattern INTERFACE_ID =
      Pattern.compile("[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){3}");

  private final String takes;
  private final int octets;

  /** A space of other attributes, which have names of their own or none. */
  DataType() {
    this("");
  }

  DataType(String takes) {
    this(takes, 0);
  }

  DataType(String takes, int octets) {
    this.takes = takes;
    this.octets = octets;
  }

  String print(byte[] value) {
    return isNumber() && value.length == octets ? Long.toUnsignedString(number(value)) : hex(value);
  }

  /** Takes what the type takes, and for all but texts its octets after {@code 0x}. */
  final byte[] encode(String text) {
    if (takes.isEmpty()) {
      throw new IllegalArgumentException("holds other attributes, and can't be given itself");
    }
    try {
      return this != STRING && text.startsWith("0x") ? hexadecimal(text) : parse(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("takes " + takes, e);
    }
  }

  private byte[] hexadecimal(String text) {
    if (isNumber()) {
      return octetsOf(new BigInteger(text.substring(2), 16));
    }
    byte[] value = HexFormat.of().parseHex(text, 2, text.length());
    if (!holds(value)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  /** Whether octets are a value of this type: addresses and prefixes, if their text means them. */
  boolean holds(byte[] value) {
    return OPAQUE.contains(this) || Arrays.equals(value, parse(print(value)));
  }

  byte[] parse(String text) {
    if (!isNumber()) {
      throw new IllegalArgumentException(text);
    }
    return octetsOf(new BigInteger(text));
  }

  private byte[] octetsOf(BigInteger number) {
    if (number.signum() < 0 || number.bitLength() > 8 * octets) {
      throw new IllegalArgumentException(number.toString());
    }
    return octetsOf(number.longValue());
  }

  /** The last octets of a number, as many as the type has. */
  byte[] octetsOf(long number) {
    byte[] value = new byte[octets];
    for (int i = 0; i < octets; i++) {
      value[i] = (byte) (number >> 8 * (octets - 1 - i));
    }
    return value;
  }

  boolean isNumber() {
    return octets > 0;
  }

  int octets() {
    return octets;
  }

  static long number(byte[] value) {
    long number = 0;
    for (byte octet : value) {
      number = number << 8 | (octet & 0xff);
    }
    return number;
  }

  private static String hex(byte[] value) {
    return "0x" + HexFormat.of().formatHex(value);
  }

  /** Text that cannot break a log line or steer a terminal. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (char letter : text.toCharArray()) {
      if (Character.isISOControl(letter)) {
        escaped.append(String.format("\\u%04x", (int) letter));
      } else {
        escaped.append(letter);
      }
    }
    return escaped.toString();
  }
}
