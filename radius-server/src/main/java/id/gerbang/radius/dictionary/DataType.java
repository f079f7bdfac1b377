package id.gerbang.radius.dictionary;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How the octets of an attribute are to be read, by the names that dictionary files use. */
public enum DataType {
  STRING {
    @Override
    String print(byte[] value) {
      return escaped(new String(value, StandardCharsets.UTF_8));
    }
  },
  OCTETS,
  INTEGER {
    @Override
    String print(byte[] value) {
      return value.length == 4 ? Long.toString(number(value)) : hex(value);
    }
  },
  DATE {
    @Override
    String print(byte[] value) {
      return value.length == 4 ? Instant.ofEpochSecond(number(value)).toString() : hex(value);
    }
  },
  IPADDR {
    @Override
    String print(byte[] value) {
      return value.length == 4 ? address(value) : hex(value);
    }
  },
  IPV6ADDR {
    @Override
    String print(byte[] value) {
      return value.length == 16 ? address(value) : hex(value);
    }
  },
  /** RFC 3162 §2.3: a reserved octet, the length in bits, and no more octets than it needs. */
  IPV6PREFIX {
    @Override
    String print(byte[] value) {
      boolean sound = value.length >= 2 && value.length <= 18 && (value[1] & 0xff) <= 128;
      return sound
          ? address(Arrays.copyOfRange(value, 2, 18)) + "/" + (value[1] & 0xff)
          : hex(value);
    }
  },
  IFID,
  VSA;

  String print(byte[] value) {
    return hex(value);
  }

  static Optional<DataType> named(String name) {
    return Stream.of(values())
        .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(name))
        .findAny();
  }

  static long number(byte[] value) {
    return (value[0] & 0xffL) << 24
        | (value[1] & 0xff) << 16
        | (value[2] & 0xff) << 8
        | (value[3] & 0xff);
  }

  private static String hex(byte[] value) {
    return "0x" + HexFormat.of().formatHex(value);
  }

  private static String address(byte[] value) {
    try {
      return InetAddress.getByAddress(value).getHostAddress();
    } catch (UnknownHostException e) {
      return hex(value);
    }
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
