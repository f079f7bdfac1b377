package id.gerbang.radius.packet;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Text from a packet for people and tables: what others typed can hold any octets. */
public final class PrintableText {

  private PrintableText() {}

  /**
   * The octets as text, exactly; empty where they are no valid UTF-8 or hold a control character.
   * Nothing is trimmed, cut at NUL, folded or normalised.
   */
  public static Optional<String> exact(byte[] octets) {
    return exact(octets, 0, octets.length);
  }

  /** A part of the octets as {@link #exact}. */
  public static Optional<String> exact(byte[] octets, int from, int to) {
    if (isPlain(octets, from, to)) {
      return Optional.of(new String(octets, from, to - from, StandardCharsets.ISO_8859_1));
    }
    CharBuffer text = CharBuffer.allocate(to - from);
    // The simpler decode() throws: anybody may send such octets, at any rate.
    CoderResult end =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(octets, from, to - from), text, true);
    return end.isError() || text.flip().chars().anyMatch(Character::isISOControl)
        ? Optional.empty()
        : Optional.of(text.toString());
  }

  /** What nearly all names and stations are; ISO 8859-1 is what the JDK copies without a look. */
  private static boolean isPlain(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] < 0x20 || octets[i] == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** A part of the octets as {@link #escaped}. */
  static String escaped(byte[] octets, int from, int to) {
    return isPlain(octets, from, to)
        ? new String(octets, from, to - from, StandardCharsets.ISO_8859_1)
        : escaped(Arrays.copyOfRange(octets, from, to));
  }

  /** The octets as text, with {@code \xNN} for each octet of what is not {@link #exact}. */
  public static String escaped(byte[] octets) {
    Optional<String> exact = exact(octets);
    if (exact.isPresent()) {
      return exact.get();
    }
    StringBuilder text = new StringBuilder(octets.length * 2);
    for (byte octet : octets) {
      if (octet >= 0x20 && octet < 0x7f && octet != '\\') {
        text.append((char) octet);
      } else {
        text.append("\\x")
            .append(Character.forDigit(octet >> 4 & 0xf, 16))
            .append(Character.forDigit(octet & 0xf, 16));
      }
    }
    return text.toString();
  }
}
