package id.gerbang.routeros.standin;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a property may hold: reads what was typed, gives it as RouterOS prints it, refuses in
 * RouterOS's words.
 */
interface ValueType {

  String read(String property, String typed, Names names);

  /** The names of rows that are there, for values that name one. */
  interface Names {
    /** The name of the row of this menu that is meant, by its name or its id. */
    Optional<String> named(String menu, String nameOrId);
  }

  Pattern CALL = Pattern.compile("([a-z0-9]+)(?:\\((.*)\\))?");
  Pattern MAC = Pattern.compile("(?i)[0-9A-F]{2}([:.-]?)(?:[0-9A-F]{2}\\1){4}[0-9A-F]{2}");
  Pattern TIME =
      Pattern.compile(
          "(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");
  Pattern CLOCK_TIME =
      Pattern.compile("(?:(\\d+)w)?(?:(\\d+)d)?\\s*(\\d+):(\\d{1,2})(?::(\\d{1,2}))?");
  Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  Pattern BITS = Pattern.compile("(\\d+(?:\\.\\d+)?)([kMG]?)");

  static ValueType parse(String text) {
    List<ValueType> ways = new ArrayList<>();
    for (String way : text.split("\\|", -1)) {
      Matcher call = CALL.matcher(way);
      if (!call.matches()) {
        throw new IllegalArgumentException(text);
      }
      ways.add(simple(call.group(1), Optional.ofNullable(call.group(2)).orElse("")));
    }
    return ways.size() == 1
        ? ways.get(0)
        : (property, typed, names) -> first(ways, property, typed, names);
  }

  private static String first(List<ValueType> ways, String property, String typed, Names names) {
    Refusal last = Refusal.value(property);
    for (ValueType way : ways) {
      try {
        return way.read(property, typed, names);
      } catch (Refusal refused) {
        last = refused;
      }
    }
    throw last;
  }

  private static ValueType simple(String kind, String of) {
    switch (kind) {
      case "string", "script", "date":
        return (property, typed, names) -> typed;
      case "flag":
        return (property, typed, names) -> typed.isEmpty() ? "true" : yesOrNo(property, typed);
      case "bool":
        return (property, typed, names) -> yesOrNo(property, typed);
      case "int":
        return range(of);
      case "time":
        return time(of);
      case "word":
        List<String> words = List.of(of.split(","));
        return (property, typed, names) -> oneOf(property, typed, words);
      case "words":
        List<String> known = List.of(of.split(","));
        return (property, typed, names) -> someOf(property, typed, known);
      case "ref":
        return (property, typed, names) -> reference(property, of, typed, names);
      case "interface":
        return (property, typed, names) -> reference(property, "/interface", typed, names);
      case "refs":
        return (property, typed, names) -> list(typed, one -> reference(property, of, one, names));
      case "ip":
        return (property, typed, names) -> ip(property, typed);
      case "prefix":
        return (property, typed, names) -> network(property, typed);
      case "prefix6":
        return (property, typed, names) -> typed;
      case "address":
        return (property, typed, names) -> address(property, typed);
      case "addresses":
        return (property, typed, names) -> list(typed, one -> oneAddress(property, one));
      case "ranges":
        return (property, typed, names) -> list(typed, one -> oneRange(property, one));
      case "mac":
        return (property, typed, names) -> mac(property, typed);
      case "host":
        return (property, typed, names) -> host(property, typed);
      case "ports":
        return (property, typed, names) -> list(typed, one -> ports(property, one));
      case "proto":
        return (property, typed, names) -> protocol(property, typed);
      case "bits":
        return (property, typed, names) -> bits(property, typed);
      case "rate":
        return (property, typed, names) -> pair(property, typed);
      case "ratelimit":
        return (property, typed, names) -> rateLimit(property, typed);
      case "keepalive":
        return (property, typed, names) -> keepalive(property, typed);
      default:
        throw new IllegalArgumentException(kind);
    }
  }

  private static String yesOrNo(String property, String typed) {
    return switch (typed) {
      case "yes", "true" -> "true";
      case "no", "false" -> "false";
      default -> throw Refusal.noMatch(property);
    };
  }

  private static ValueType range(String of) {
    String[] ends = of.split("\\.\\.", -1);
    long least = Long.parseLong(ends[0]);
    long most = ends[1].isEmpty() ? Long.MAX_VALUE : Long.parseLong(ends[1]);
    return (property, typed, names) -> {
      long number;
      try {
        number = Long.parseLong(typed);
      } catch (NumberFormatException e) {
        throw Refusal.value(property);
      }
      if (number < least || number > most) {
        throw new Refusal(
            Refusal.VALUE, "value of " + property + " out of range (" + least + ".." + most + ")");
      }
      return Long.toString(number);
    };
  }

  private static ValueType time(String of) {
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
    Matcher clock = CLOCK_TIME.matcher(typed);
    if (clock.matches()) {
      return sum(clock, 604_800, 86_400, 3_600, 60, 1);
    }
    if (!typed.isEmpty() && typed.chars().allMatch(Character::isDigit)) {
      return Duration.ofSeconds(Long.parseLong(typed));
    }
    Matcher units = TIME.matcher(typed);
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

  private static String oneOf(String property, String typed, List<String> words) {
    if (!words.contains(typed)) {
      throw Refusal.noMatch(property);
    }
    return typed;
  }

  private static String someOf(String property, String typed, List<String> words) {
    return list(
        typed,
        one -> {
          oneOf(property, one.startsWith("!") ? one.substring(1) : one, words);
          return one;
        });
  }

  private static String list(String typed, UnaryOperator<String> each) {
    if (typed.isEmpty()) {
      return "";
    }
    return String.join(",", Arrays.stream(typed.split(",", -1)).map(each).toList());
  }

  private static String reference(String property, String menu, String typed, Names names) {
    return names.named(menu, typed).orElseThrow(() -> Refusal.noMatch(property));
  }

  private static boolean isIp(String text) {
    if (text.contains(":")) {
      return text.matches("(?i)[0-9a-f:]{2,39}(%\\S+)?");
    }
    String[] parts = text.split("\\.", -1);
    return parts.length == 4
        && Arrays.stream(parts).allMatch(p -> p.matches("\\d{1,3}") && Integer.parseInt(p) <= 255);
  }

  private static String ip(String property, String typed) {
    if (!isIp(typed)) {
      throw Refusal.value(property);
    }
    return typed;
  }

  private static int bitsOf(String property, String address, String length) {
    int most = address.contains(":") ? 128 : 32;
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > most) {
      throw Refusal.value(property);
    }
    return Integer.parseInt(length);
  }

  private static String address(String property, String typed) {
    String[] parts = typed.split("/", 2);
    String address = ip(property, parts[0]);
    return address + "/" + bitsOf(property, address, parts.length == 1 ? "32" : parts[1]);
  }

  private static String network(String property, String typed) {
    String address = address(property, typed);
    return address.contains(":") ? address : Ip4.Prefix.of(address).toString();
  }

  private static String oneAddress(String property, String typed) {
    String rest = typed.startsWith("!") ? typed.substring(1) : typed;
    if (rest.contains("-")) {
      oneRange(property, rest);
    } else {
      String[] parts = rest.split("/", 2);
      ip(property, parts[0]);
      if (parts.length == 2) {
        bitsOf(property, parts[0], parts[1]);
      }
    }
    return typed;
  }

  private static String oneRange(String property, String typed) {
    String[] ends = typed.split("-", 2);
    if (ends.length == 1) {
      return typed.contains("/") ? address(property, typed) : ip(property, typed);
    }
    if (Ip4.number(ip(property, ends[0])) > Ip4.number(ip(property, ends[1]))) {
      throw Refusal.value(property);
    }
    return typed;
  }

  private static String mac(String property, String typed) {
    if (!MAC.matcher(typed).matches()) {
      throw new Refusal(Refusal.VALUE, "invalid value of " + property + ", mac address required");
    }
    String digits = typed.replaceAll("[:.-]", "").toUpperCase(Locale.ROOT);
    return String.join(":", digits.split("(?<=\\G..)"));
  }

  private static String host(String property, String typed) {
    int colon = typed.indexOf(':');
    boolean port = colon > 0 && colon == typed.lastIndexOf(':');
    String name = port ? typed.substring(0, colon) : typed;
    boolean numeric = name.matches("[0-9.]+") || name.contains(":");
    if (numeric ? !isIp(name) : !HOST_NAME.matcher(name).matches()) {
      throw Refusal.value(property);
    }
    if (port) {
      range("1..65535")
          .read(property, typed.substring(colon + 1), (menu, name2) -> Optional.empty());
    }
    return typed;
  }

  private static String ports(String property, String typed) {
    for (String port : typed.replaceFirst("^!", "").split("-", 2)) {
      if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
        throw Refusal.value(property);
      }
    }
    return typed;
  }

  private static String protocol(String property, String typed) {
    List<String> names =
        List.of(
            "icmp",
            "igmp",
            "tcp",
            "udp",
            "gre",
            "ipsec-esp",
            "ipsec-ah",
            "ospf",
            "sctp",
            "ipip",
            "ipv6-encap",
            "vrrp",
            "l2tp",
            "udp-lite",
            "pim",
            "icmpv6");
    String name = typed.replaceFirst("^!", "");
    if (!names.contains(name) && !(name.matches("\\d{1,3}") && Integer.parseInt(name) <= 255)) {
      throw Refusal.noMatch(property);
    }
    return typed;
  }

  private static String bits(String property, String typed) {
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

  private static String pair(String property, String typed) {
    String[] both = typed.split("/", -1);
    if (both.length > 2) {
      throw Refusal.value(property);
    }
    String first = bits(property, both[0]);
    return first + "/" + (both.length == 1 ? first : bits(property, both[1]));
  }

  /** `rx/tx burst threshold time priority min`, of which a profile keeps the text. */
  private static String rateLimit(String property, String typed) {
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

  private static String keepalive(String property, String typed) {
    String[] parts = typed.split(",", -1);
    String retries = parts.length == 1 ? "10" : parts[1];
    if (parts.length > 2 || !retries.matches("\\d{1,3}")) {
      throw Refusal.value(property);
    }
    return printed(duration(property, parts[0])) + "," + retries;
  }
}
