package id.gerbang.radius.session;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RadiusPacket;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Who called: Calling-Station-Id (RFC 2865 §5.31) in one spelling. A MAC is 12 lower-case hex
 * digits, however the router writes it (mikrotik-radius, section 2.2); anything else, as the
 * address that SSTP sends, stays as it is.
 */
public final class Station {

  private static final long NO_MAC = -1;

  public static final Station UNKNOWN = new Station(NO_MAC, "");

  private static final int MAC_DIGITS = 12;
  private static final int SHORTEST = 12;
  private static final int LONGEST = 19;
  private static final long ODD = new SecureRandom().nextLong() | 1;
  private static final HexFormat HEX = HexFormat.of();

  private final long mac;

  /** What is no MAC, as it was sent. */
  private final String other;

  private Station(long mac, String other) {
    this.mac = mac;
    this.other = other;
  }

  public static Station of(RadiusPacket request) {
    return of(request.printable(Attribute.CALLING_STATION_ID));
  }

  public static Station of(OpenSession session) {
    OptionalLong mac = session.mac();
    return mac.isPresent()
        ? new Station(mac.getAsLong(), "")
        : session.callingStationId().map(Station::of).orElse(UNKNOWN);
  }

  public static Station of(String text) {
    long mac = mac(text);
    return mac == NO_MAC ? new Station(NO_MAC, text) : new Station(mac, "");
  }

  /** Whether the router said who calls. */
  public boolean isKnown() {
    return isMac() || !other.isEmpty();
  }

  public boolean isMac() {
    return mac != NO_MAC;
  }

  /** Where one of them is not known they may be the same. */
  public boolean differsFrom(Station other) {
    return isKnown() && other.isKnown() && !equals(other);
  }

  /** The one spelling; empty when the router did not say. */
  public String text() {
    return isMac() ? HEX.toHexDigits(mac, MAC_DIGITS) : other;
  }

  /** A number for it, other ones in each process; equal stations have equal ones. */
  public long number() {
    if (isMac()) {
      return mac;
    }
    long number = ODD;
    for (int i = 0; i < other.length(); i++) {
      number = Long.rotateLeft((number ^ other.charAt(i)) * ODD, 23);
    }
    return number;
  }

  private static long mac(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return NO_MAC;
    }
    long grouped = grouped(text);
    return grouped == NO_MAC ? dhcp(text) : grouped;
  }

  /** All digits at once, or in two, three or six groups. */
  private static long grouped(String text) {
    long mac = 0;
    int count = 0;
    int firstGroup = 0;
    int group = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (HexFormat.isHexDigit(character) && count < MAC_DIGITS) {
        mac = mac << 4 | HexFormat.fromHexDigit(character);
        count++;
        group++;
      } else if ((character == ':' || character == '-' || character == '.')
          && group > 0
          && (firstGroup == 0 || group == firstGroup)) {
        firstGroup = group;
        group = 0;
      } else {
        return NO_MAC;
      }
    }
    boolean even = group % 2 == 0 && (firstGroup == 0 || group == firstGroup);
    return even && count == MAC_DIGITS ? mac : NO_MAC;
  }

  /** {@code 1:0:e1:c:38:c8:f8}: the client-id's type, then octets without leading zeros. */
  private static long dhcp(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 1 + MAC_DIGITS / 2 || !parts[0].equals("1")) {
      return NO_MAC;
    }
    StringBuilder padded = new StringBuilder(MAC_DIGITS);
    for (int i = 1; i < parts.length; i++) {
      padded.append(parts[i].length() == 1 ? "0" : "").append(parts[i]);
      if (padded.length() != 2 * i) {
        return NO_MAC;
      }
    }
    return grouped(padded.toString());
  }

  @Override
  public boolean equals(Object station) {
    return station instanceof Station that && mac == that.mac && other.equals(that.other);
  }

  /** MACs are numbered in a row, and whose they are as well: not to meet in a table. */
  @Override
  public int hashCode() {
    return Long.hashCode(number() * ODD);
  }

  @Override
  public String toString() {
    return text();
  }
}
