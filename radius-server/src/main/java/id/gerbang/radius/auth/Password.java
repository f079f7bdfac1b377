package id.gerbang.radius.auth;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's password in the clear, which CHAP cannot do without (RFC 1994 §2.1), and its NT
 * hash and that one's hash, computed when first asked for. Worth keeping between logins. Prints as
 * redacted.
 */
public final class Password {
  private static final int DUMMY_SIZE = 16;

  private final byte[] clear;
  private volatile byte @Nullable [] ntHash;
  private volatile byte @Nullable [] ntHashHash;

  private Password(byte[] clear) {
    this.clear = clear;
  }

  public static Password of(String clear) {
    return new Password(clear.getBytes(UTF_8));
  }

  public static Password of(byte[] clear) {
    return new Password(clear.clone());
  }

  /** The password of nobody, checked for unknown names so that they take the time of known ones. */
  public static Password ofNobody(SecureRandom random) {
    byte[] clear = new byte[DUMMY_SIZE];
    random.nextBytes(clear);
    return new Password(clear);
  }

  /** The clear text, to be sealed. */
  public byte[] toByteArray() {
    return clear.clone();
  }

  byte[] clear() {
    return clear;
  }

  /**
   * Whether the first octets of what is claimed are this password; how long that takes depends on
   * how many they are.
   */
  boolean is(byte[] claimed, int length) {
    if (clear.length == 0) {
      return length == 0;
    }
    int differing = length ^ clear.length;
    for (int i = 0; i < length; i++) {
      int within = (i - clear.length >>> 31) * i;
      differing |= claimed[i] ^ clear[within];
    }
    return differing == 0;
  }

  byte[] ntHash() {
    byte[] hash = ntHash;
    if (hash == null) {
      hash = Md4.digest(new String(clear, UTF_8).getBytes(UTF_16LE));
      ntHash = hash;
    }
    return hash;
  }

  byte[] ntHashHash() {
    byte[] hash = ntHashHash;
    if (hash == null) {
      hash = Md4.digest(ntHash());
      ntHashHash = hash;
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Password that && MessageDigest.isEqual(clear, that.clear);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(clear);
  }

  @Override
  public String toString() {
    return "Password[redacted]";
  }
}
