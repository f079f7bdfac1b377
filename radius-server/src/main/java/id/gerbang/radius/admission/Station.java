package id.gerbang.radius.admission;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.OpenSession;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
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
  private static final int SHORTEST = 12;
  private static final int LONGEST = 19;
  private static final long ODD = new SecureRandom().nextLong() | 1;

  public static Station of(RadiusPacket request) {
    return of(request.printable(Attribute.CALLING_STATION_ID));
  }

  static Station of(OpenSession session) {
    return session.callingStationId().map(Station::of).orElse(UNKNOWN);
  }

  public static Station of(String text) {
    return mac(text).map(mac -> new Station(mac, true)).orElseGet(() -> new Station(text, false));
  }

  public boolean isKnown() {
    return !text.isEmpty();
  }

  /** A number for it, other ones in each process; equal stations have equal ones. */
  long number() {
    long number = isMac ? 0 : ODD;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      number =
          isMac
              ? number << 4 | Character.digit(character, 16)
              : Long.rotateLeft((number ^ character) * ODD, 23);
    }
    return number;
  }

  private static Optional<String> mac(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return Optional.empty();
    }
    Optional<String> grouped = grouped(text);
    return grouped.isPresent() ? grouped : dhcp(text);
  }

  /** All digits at once, or in two, three or six groups. */
  private static Optional<String> grouped(String text) {
    byte[] digits = new byte[MAC_DIGITS];
    int count = 0;
    int firstGroup = 0;
    int group = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (isHex(character) && count < MAC_DIGITS) {
        digits[count] = (byte) Character.toLowerCase(character);
        count++;
        group++;
      } else if ((character == ':' || character == '-' || character == '.')
          && group > 0
          && (firstGroup == 0 || group == firstGroup)) {
        firstGroup = group;
        group = 0;
      } else {
        return Optional.empty();
      }
    }
    boolean even = group % 2 == 0 && (firstGroup == 0 || group == firstGroup);
    return even && count == MAC_DIGITS
        ? Optional.of(new String(digits, StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }

  /** {@code 1:0:e1:c:38:c8:f8}: the client-id's type, then octets without leading zeros. */
  private static Optional<String> dhcp(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 1 + MAC_DIGITS / 2 || !parts[0].equals("1")) {
      return Optional.empty();
    }
    StringBuilder padded = new StringBuilder(MAC_DIGITS);
    for (int i = 1; i < parts.length; i++) {
      padded.append(parts[i].length() == 1 ? "0" : "").append(parts[i]);
      if (padded.length() != 2 * i) {
        return Optional.empty();
      }
    }
    return grouped(padded.toString());
  }

  private static boolean isHex(char character) {
    return character < 128 && Character.digit(character, 16) >= 0;
  }
}
