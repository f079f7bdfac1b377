package id.gerbang.billing.incident;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** What a link is opened with: 24 letters and digits, 142 random bits, which nobody can guess. */
record LinkCode(String text) {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 24;
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");

  static LinkCode random(SecureRandom random) {
    StringBuilder text = new StringBuilder(LENGTH);
    random.ints(LENGTH, 0, LETTERS.length()).forEach(letter -> text.append(LETTERS.charAt(letter)));
    return new LinkCode(text.toString());
  }

  boolean isOne() {
    return CODE.matcher(text).matches();
  }

  /** What is kept of it: with as many bits to guess, a plain hash gives none away. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "LinkCode[redacted]";
  }
}
