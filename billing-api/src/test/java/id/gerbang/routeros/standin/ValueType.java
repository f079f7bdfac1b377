package id.gerbang.routeros.standin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        return Times.type(of);
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
        return (property, typed, names) -> Addresses.ip(property, typed);
      case "prefix":
        return (property, typed, names) -> Addresses.network(property, typed);
      case "prefix6":
        return (property, typed, names) -> typed;
      case "address":
        return (property, typed, names) -> Addresses.address(property, typed);
      case "addresses":
        return (property, typed, names) -> list(typed, one -> Addresses.oneAddress(property, one));
      case "ranges":
        return (property, typed, names) -> list(typed, one -> Addresses.oneRange(property, one));
      case "mac":
        return (property, typed, names) -> Addresses.mac(property, typed);
      case "host":
        return (property, typed, names) -> Addresses.host(property, typed);
      case "ports":
        return (property, typed, names) -> list(typed, one -> Addresses.ports(property, one));
      case "proto":
        return (property, typed, names) -> Addresses.protocol(property, typed);
      case "bits":
        return (property, typed, names) -> Rates.bits(property, typed);
      case "rate":
        return (property, typed, names) -> Rates.pair(property, typed);
      case "ratelimit":
        return (property, typed, names) -> Rates.rateLimit(property, typed);
      case "keepalive":
        return (property, typed, names) -> Times.keepalive(property, typed);
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

  static ValueType range(String of) {
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
}
