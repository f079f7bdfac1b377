package id.gerbang.routeros.standin;

import java.util.List;
import java.util.regex.Pattern;

/** What is done with values: text, a number, true or false, a list, or nothing. */
final class Operators {

  static final Object NOTHING = new Object();

  private Operators() {}

  static String text(Object value) {
    if (value instanceof List<?> list) {
      return String.join(";", list.stream().map(Operators::text).toList());
    }
    return value == NOTHING ? "" : value.toString();
  }

  static long number(Object value) {
    try {
      return Long.parseLong(text(value));
    } catch (NumberFormatException e) {
      throw new Refusal(Refusal.VALUE, "invalid number " + text(value));
    }
  }

  static boolean isTrue(Object value) {
    return plain(value).equals("true");
  }

  /** `yes` and `true` are one value. */
  private static String plain(Object value) {
    return switch (text(value)) {
      case "yes" -> "true";
      case "no" -> "false";
      default -> text(value);
    };
  }

  static boolean compare(String operator, Object left, Object right) {
    String one = plain(left);
    String other = plain(right);
    int order =
        one.matches("-?\\d{1,18}") && other.matches("-?\\d{1,18}")
            ? Long.compare(Long.parseLong(one), Long.parseLong(other))
            : one.compareTo(other);
    return switch (operator) {
      case "=" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case ">" -> order > 0;
      case "<=" -> order <= 0;
      case ">=" -> order >= 0;
      default -> Pattern.compile(other).matcher(one).find();
    };
  }

  static String typeOf(Object value) {
    if (value instanceof List) {
      return "array";
    }
    return value == NOTHING
        ? "nothing"
        : value instanceof Long ? "num" : value instanceof Boolean ? "bool" : "str";
  }
}
