package id.gerbang.billing.backup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** The SSTP login's password, in clear: it prints as redacted. */
public record Password(@JsonValue String clear) {

  /** Where none is written: objects are removed by their comment. */
  static final Password NONE = new Password("");

  private static final int RANDOM_LENGTH = 20;
  private static final int STRONG_LENGTH = 12;

  /** Letters and digits that nobody confuses when reading them aloud. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Password {}

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

  byte[] bytes() {
    return clear.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
