package id.gerbang.radius.session;

import id.gerbang.core.session.Granted;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.AttributeWriter;
import id.gerbang.radius.packet.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads our Class attribute: ASCII, at most 64 characters, {@code
 * g2.subscriber.login.granted.hmac}. The HMAC is short: it keeps others' and damaged ones apart; a
 * router that lies could lie in accounting anyway. It is of MD5 (docs/adr/0017); that of {@code
 * g1}, which is only read, is of SHA-256.
 */
public final class ClassCodec {

  private static final String FORMAT = "g2";
  private static final String FORMER_FORMAT = "g1";
  private static final byte[] BEGINNING = (FORMAT + '.').getBytes(StandardCharsets.US_ASCII);
  private static final int PARTS = 5;
  private static final int DIGITS = 8;
  private static final int RADIX = 36;
  private static final byte[] NUMERALS =
      "0123456789abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);

  /** With room for the largest numbers; each begins alike. */
  private static final ThreadLocal<byte[]> ROOM =
      ThreadLocal.withInitial(() -> Arrays.copyOf(BEGINNING, 96));

  private final Secret key;
  private final SecretKeySpec formerKey;

  public ClassCodec(byte[] key) {
    this.key = Secret.of(key);
    this.formerKey = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * Adds it to an Access-Accept.
   *
   * @param login tells it from other logins of the subscriber; not negative
   * @param granted what the login was granted, as {@link Granted#text}
   */
  public void addTo(AttributeWriter<?> reply, long subscriberId, long login, String granted) {
    int subscriberEnd = BEGINNING.length + size(subscriberId);
    int loginEnd = subscriberEnd + 1 + size(login);
    int signed = loginEnd + 1 + granted.length();
    byte[] text = ROOM.get();
    number(subscriberId, text, subscriberEnd);
    text[subscriberEnd] = '.';
    number(login, text, loginEnd);
    text[loginEnd] = '.';
    for (int i = 0; i < granted.length(); i++) {
      text[loginEnd + 1 + i] = (byte) granted.charAt(i);
    }
    text[signed] = '.';
    digits(key.hmacHalf(text, signed), text, signed + 1);
    reply.octets(Attribute.CLASS, text, signed + 1 + DIGITS);
  }

  /** How many digits a number has that is not negative. */
  private static int size(long number) {
    int size = 1;
    for (long rest = number / RADIX; rest > 0; rest /= RADIX) {
      size++;
    }
    return size;
  }

  /** As {@link Long#toString} writes it, without the text in between. */
  private static void number(long number, byte[] into, int end) {
    long rest = number;
    int at = end;
    do {
      at--;
      long above = rest / RADIX;
      into[at] = NUMERALS[(int) (rest - above * RADIX)];
      rest = above;
    } while (rest > 0);
  }

  /** Empty when it is none of ours. */
  public Optional<SessionClass> read(String text) {
    String[] parts = text.split("\\.", -1);
    boolean former = parts[0].equals(FORMER_FORMAT);
    if (parts.length != PARTS || !(former || parts[0].equals(FORMAT))) {
      return Optional.empty();
    }
    byte[] signed = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.ISO_8859_1);
    byte[] expected = new byte[DIGITS];
    digits(former ? formerHmacHalf(signed) : key.hmacHalf(signed, signed.length), expected, 0);
    if (!MessageDigest.isEqual(expected, parts[4].getBytes(StandardCharsets.UTF_8))) {
      return Optional.empty();
    }
    return Granted.parse(parts[3])
        .map(granted -> new SessionClass(Long.parseLong(parts[1], RADIX), parts[2], granted));
  }

  /** Whom a Class speaks of, if it looks like ours: for what a lie would not harm. */
  public static OptionalLong claimedSubscriber(String text) {
    int from = FORMAT.length() + 1;
    int to = text.indexOf('.', from);
    if (to < 0 || !(text.startsWith(FORMAT + '.') || text.startsWith(FORMER_FORMAT + '.'))) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.substring(from, to), RADIX));
    } catch (NumberFormatException notOurs) {
      return OptionalLong.empty();
    }
  }

  /** The first 40 bits, in 8 digits of 5. */
  private static void digits(long hmac, byte[] into, int at) {
    long bits = hmac >>> Long.SIZE - DIGITS * 5;
    for (int i = DIGITS - 1; i >= 0; i--) {
      into[at + i] = NUMERALS[(int) bits & 31];
      bits >>>= 5;
    }
  }

  private long formerHmacHalf(byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(formerKey);
      return ByteBuffer.wrap(mac.doFinal(text)).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
