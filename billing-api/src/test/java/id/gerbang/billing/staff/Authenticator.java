package id.gerbang.billing.staff;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** The application on somebody's telephone, which was told a secret. */
public final class Authenticator {

  private Authenticator() {}

  /** What it shows. */
  public static String code(String secret, Instant at) {
    return Totp.code(octets(secret), at);
  }

  /** What the letters of a secret stand for (RFC 4648, base 32). */
  public static byte[] octets(String secret) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    int buffer = 0;
    int bits = 0;
    for (char letter : secret.toCharArray()) {
      buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        octets.write(buffer >> bits);
      }
    }
    return octets.toByteArray();
  }
}
