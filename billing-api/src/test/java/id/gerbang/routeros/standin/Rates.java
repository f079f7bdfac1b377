package id.gerbang.routeros.standin;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates in bits a second as they are typed: what is read of them, or the refusal. */
final class Rates {

  private static final Pattern BITS = Pattern.compile("(\\d+(?:\\.\\d+)?)([kMG]?)");

  private Rates() {}

  static String bits(String property, String typed) {
    Matcher number = BITS.matcher(typed);
    if (!number.matches()) {
      throw Refusal.value(property);
    }
    int zeroes =
        switch (number.group(2)) {
          case "k" -> 3;
          case "M" -> 6;
          case "G" -> 9;
          default -> 0;
        };
    return new BigDecimal(number.group(1)).movePointRight(zeroes).toBigInteger().toString();
  }

  static String pair(String property, String typed) {
    String[] both = typed.split("/", -1);
    if (both.length > 2) {
      throw Refusal.value(property);
    }
    String first = bits(property, both[0]);
    return first + "/" + (both.length == 1 ? first : bits(property, both[1]));
  }

  /** `rx/tx burst threshold time priority min`, of which a profile keeps the text. */
  static String rateLimit(String property, String typed) {
    String[] parts = typed.split(" ", -1);
    if (parts.length > 6) {
      throw Refusal.value(property);
    }
    for (int i = 0; i < parts.length; i++) {
      if (i == 3 || i == 4) {
        if (!parts[i].matches("\\d+(/\\d+)?")) {
          throw Refusal.value(property);
        }
      } else {
        pair(property, parts[i]);
      }
    }
    return typed;
  }
}
