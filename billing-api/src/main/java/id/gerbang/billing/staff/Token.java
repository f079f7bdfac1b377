package id.gerbang.billing.staff;

import id.gerbang.core.seal.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The text of an API token or a session: shown once, kept as a hash. 256 random bits need no slow
 * hash.
 */
final class Token {

  private static final String PREFIX = "gbg_";
  private static final String SESSION = "gbs_";
  private static final int RANDOM_BYTES = 32;

  private Token() {}

  static String random() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Of somebody who signed in. */
  static String session() {
    return SESSION + random().substring(PREFIX.length());
  }

  static boolean isSession(String text) {
    return text.startsWith(SESSION);
  }

  static byte[] sha256(String token) {
    return Sha256.of(token);
  }
}
