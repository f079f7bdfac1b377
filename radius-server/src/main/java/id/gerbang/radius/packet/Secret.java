package id.gerbang.radius.packet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The secret shared with one router, with its two HMAC-MD5 pads (RFC 2104 §2) computed once. Prints
 * as redacted.
 */
public final class Secret {
  private static final int BLOCK_SIZE = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final byte[] octets;
  private final Md5.State afterInnerPad;
  private final Md5.State afterOuterPad;

  private Secret(byte[] octets) {
    if (octets.length == 0) {
      throw new IllegalArgumentException("a shared secret must not be empty");
    }
    this.octets = octets;
    byte[] key = octets;
    if (octets.length > BLOCK_SIZE) {
      key = new byte[Md5.SIZE];
      Md5.ofThread().update(octets).finish(key, 0);
    }
    this.afterInnerPad = Md5.ofThread().update(pad(key, INNER)).state();
    this.afterOuterPad = Md5.ofThread().update(pad(key, OUTER)).state();
  }

  public static Secret of(byte[] octets) {
    return new Secret(octets.clone());
  }

  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The secret itself, to be sealed. */
  public byte[] toByteArray() {
    return octets.clone();
  }

  void addTo(Md5 md5) {
    md5.update(octets);
  }

  /** A digest that has taken in the inner pad: feed it the message, then {@link #endHmac}. */
  Md5 startHmac() {
    return Md5.ofThread().start(afterInnerPad);
  }

  /** The digest whose end is the HMAC. */
  Md5 endHmac(Md5 message) {
    return message.nest(afterOuterPad);
  }

  /** The first half of the HMAC-MD5 of the first {@code size} octets of a text, as a number. */
  public long hmacHalf(byte[] text, int size) {
    return endHmac(startHmac().update(text, 0, size)).finishAsHalf();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }

  private static byte[] pad(byte[] key, byte filler) {
    byte[] pad = new byte[BLOCK_SIZE];
    Arrays.fill(pad, filler);
    for (int i = 0; i < key.length; i++) {
      pad[i] ^= key[i];
    }
    return pad;
  }
}
