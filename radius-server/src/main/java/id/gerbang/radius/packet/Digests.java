package id.gerbang.radius.packet;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The digests that RADIUS is made of, one instance a thread: getting a new one costs more than the
 * hashing itself. Take one, feed it and {@link #finish} it before anything else may take it.
 */
public final class Digests {
  public static final int SHA1_SIZE = 20;

  private static final ThreadLocal<Md5> MD5 = ThreadLocal.withInitial(Md5::new);
  private static final ThreadLocal<MessageDigest> SHA1 =
      ThreadLocal.withInitial(() -> instance("SHA-1"));

  private Digests() {}

  /** Begun. */
  public static Md5 md5() {
    return MD5.get().start();
  }

  public static MessageDigest sha1() {
    return SHA1.get();
  }

  /** Writes the digest into {@code into} from {@code at} on, and leaves the instance fresh. */
  public static void finish(MessageDigest digest, byte[] into, int at) {
    try {
      digest.digest(into, at, digest.getDigestLength());
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a digest", e);
    }
  }

  private static MessageDigest instance(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }
}
