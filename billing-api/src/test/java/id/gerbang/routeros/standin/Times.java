package id.gerbang.routeros.standin;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as they are typed and as RouterOS prints them. */
final class Times {

  private static final Pattern UNITS =
      Pattern.compile(
          "(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final Pattern CLOCK =
      Pattern.compile("(?:(\\d+)w)?(?:(\\d+)d)?\\s*(\\d+):(\\d{1,2})(?::(\\d{1,2}))?");

  private Times() {}

  /** The type of a time, perhaps between two: `1s..1h`. */
  static ValueType type(String of) {
    if (of.isEmpty()) {
      return (property, typed, names) -> printed(duration(property, typed));
    }
    String[] ends = of.split("\\.\\.", -1);
    Duration least = duration("", ends[0]);
    Duration most = duration("", ends[1]);
    return (property, typed, names) -> {
      Duration time = duration(property, typed);
      if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
        throw new Refusal(
            Refusal.VALUE,
            "value of "
                + property
                + " out of range ("
                + printed(least)
                + ".."
                + printed(most)
                + ")");
      }
      return printed(time);
    };
  }

  /** A time as typed: `5m`, `1d02:03:04`, `00:05:00`, or plain seconds. */
  static Duration duration(String property, String typed) {
    Matcher clock = CLOCK.matcher(typed);
    if (clock.matches()) {
      return sum(clock, 604_800, 86_400, 3_600, 60, 1);
    }
    if (!typed.isEmpty() && typed.chars().allMatch(Character::isDigit)) {
      return Duration.ofSeconds(Long.parseLong(typed));
    }
    Matcher units = UNITS.matcher(typed);
    if (typed.isEmpty() || !units.matches()) {
      throw new Refusal(Refusal.VALUE, "invalid time value for argument " + property);
    }
    String millis = Optional.ofNullable(units.group(6)).orElse("0");
    return sum(units, 604_800, 86_400, 3_600, 60, 1).plusMillis(Long.parseLong(millis));
  }

  private static Duration sum(Matcher parts, long... seconds) {
    long sum = 0;
    for (int i = 0; i < seconds.length; i++) {
      sum += Long.parseLong(Optional.ofNullable(parts.group(i + 1)).orElse("0")) * seconds[i];
    }
    return Duration.ofSeconds(sum);
  }

  /** A time as the API prints it: `1w2d3h4m5s`. */
  static String printed(Duration time) {
    StringBuilder text = new StringBuilder();
    long seconds = time.toSeconds();
    part(text, seconds / 604_800, "w");
    part(text, seconds / 86_400 % 7, "d");
    part(text, seconds / 3_600 % 24, "h");
    part(text, seconds / 60 % 60, "m");
    part(text, seconds % 60, "s");
    part(text, time.toMillisPart(), "ms");
    return text.length() == 0 ? "0s" : text.toString();
  }

  private static void part(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }

  /** An interval and how often it may pass without an answer: `10s,10`. */
  static String keepalive(String property, String typed) {
    String[] parts = typed.split(",", -1);
    String retries = parts.length == 1 ? "10" : parts[1];
    if (parts.length > 2 || !retries.matches("\\d{1,3}")) {
      throw Refusal.value(property);
    }
    return printed(duration(property, parts[0])) + "," + retries;
  }
}
