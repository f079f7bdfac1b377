package id.gerbang.radius.admission;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.PrintableText;
import id.gerbang.radius.packet.RadiusPacket;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * Who called: Calling-Station-Id (RFC 2865 §5.31) in one spelling. A MAC is 12 lower-case hex
 * digits, however the router writes it (mikrotik-radius, section 2.2); anything else, as the
 * address that SSTP sends, stays as it is.
 *
 * @param text empty when the router did not say
 */
public record Station(String text, boolean isMac) {

  public static final Station UNKNOWN = new Station("", false);

  private static final int MAC_DIGITS = 12;
  private static final int MAC_OCTETS = 6;
  private static final long ODD = new SecureRandom().nextLong() | 1;

  public static Station of(RadiusPacket request) {
    return request
        .octets(Attribute.CALLING_STATION_ID)
        .map(PrintableText::escaped)
        .map(Station::of)
        .orElse(UNKNOWN);
  }

  public static Station of(String text) {
    return mac(text).map(mac -> new Station(mac, true)).orElseGet(() -> new Station(text, false));
  }

  public boolean isKnown() {
    return !text.isEmpty();
  }

  /** A number for it, other ones in each process; equal stations have equal ones. */
  long number() {
    if (isMac) {
      return Long.parseLong(text, 16);
    }
    long number = ODD;
    for (int i = 0; i < text.length(); i++) {
      number = Long.rotateLeft((number ^ text.charAt(i)) * ODD, 23);
    }
    return number;
  }

  private static Optional<String> mac(String text) {
    if (text.length() < MAC_DIGITS - 1) {
      return Optional.empty();
    }
    String[] parts = text.split("[:.-]", -1);
    return switch (parts.length) {
      case 1, 2, 3 -> digits(String.join("", parts), MAC_DIGITS / parts.length, parts);
      case MAC_OCTETS -> digits(String.join("", parts), 2, parts);
      case MAC_OCTETS + 1 -> dhcp(parts);
      default -> Optional.empty();
    };
  }

  private static Optional<String> digits(String joined, int size, String[] parts) {
    for (String part : parts) {
      if (part.length() != size) {
        return Optional.empty();
      }
    }
    return isHex(joined) ? Optional.of(joined.toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  /** {@code 1:0:e1:c:38:c8:f8}: the client-id's type, then octets without leading zeros. */
  private static Optional<String> dhcp(String[] parts) {
    StringBuilder digits = new StringBuilder(MAC_DIGITS);
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].isEmpty() || parts[i].length() > 2) {
        return Optional.empty();
      }
      digits.append(parts[i].length() == 1 ? "0" : "").append(parts[i]);
    }
    return parts[0].equals("1") && isHex(digits.toString())
        ? Optional.of(digits.toString().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static boolean isHex(String text) {
    return text.length() == MAC_DIGITS
        && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
  }
}
