package id.gerbang.billing.backup;

import java.security.SecureRandom;

/** The SSTP login's password, in clear: it prints as redacted. */
record Password(String clear) {

  private static final int RANDOM_LENGTH = 20;
  private static final int STRONG_LENGTH = 12;

  /** Letters and digits that nobody confuses when reading them aloud. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  static Password random(SecureRandom random) {
    StringBuilder password = new StringBuilder(RANDOM_LENGTH);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Password(password.toString());
  }

  /** Short, or built from what anyone who knows the customer's VLAN can guess. */
  boolean weak(int vlan) {
    return clear.length() < STRONG_LENGTH || clear.contains(Integer.toString(vlan));
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
