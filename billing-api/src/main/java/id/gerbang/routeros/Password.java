package id.gerbang.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The password of a router's user. Prints as redacted. */
public record Password(String clear) {

  byte[] bytes() {
    return clear.getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return "Password[redacted]";
  }
}
