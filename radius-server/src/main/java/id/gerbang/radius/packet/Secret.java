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
  private final byte[] innerPad;
  private final byte[] outerPad;

  private Secret(byte[] octets) {
    if (octets.length == 0) {
      throw new IllegalArgumentException("a shared secret must not be empty");
    }
    this.octets = octets;
    byte[] key = octets.length > BLOCK_SIZE ? Digests.md5().digest(octets) : octets;
    this.innerPad = pad(key, INNER);
    this.outerPad = pad(key, OUTER);
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

  void addTo(MessageDigest digest) {
    digest.update(octets);
  }

  /** A digest that has taken in the inner pad; feed it the message, then {@link #finishHmac}. */
  MessageDigest startHmac() {
    MessageDigest md5 = Digests.md5();
    md5.update(innerPad);
    return md5;
  }

  void finishHmac(MessageDigest md5, byte[] into, int at) {
    Digests.finish(md5, into, at);
    md5.update(outerPad);
    md5.update(into, at, Digests.MD5_SIZE);
    Digests.finish(md5, into, at);
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
