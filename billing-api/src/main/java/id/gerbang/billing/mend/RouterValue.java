package id.gerbang.billing.mend;

import id.gerbang.billing.router.RouterTimes;
import id.gerbang.routeros.Row;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;

/** Whether a router's word for a value means what we wrote: it has its own spelling of many. */
final class RouterValue {

  private RouterValue() {}

  /**
   * As the router tells it. A port may stand beside the address that it belongs to, where it is no
   * property that is wanted by itself.
   */
  static String told(Row row, String name, RouterItem wanted) {
    String value = row.get(name).orElse("");
    return name.equals("connect-to")
            && !value.contains(":")
            && !wanted.properties().containsKey("port")
        ? value + row.get("port").map(port -> ":" + port).orElse("")
        : value;
  }

  static boolean same(String wanted, String found) {
    return plain(wanted).equals(plain(found))
        || (time(wanted).isPresent() && time(wanted).equals(time(found)))
        || list(wanted).equals(list(found));
  }

  /** A number alone is of seconds, where the other is a time. */
  private static Optional<Duration> time(String value) {
    return RouterTimes.duration(value.matches("\\d{1,9}") ? value + "s" : value);
  }

  /** Services and methods are told in the router's order. */
  private static TreeSet<String> list(String value) {
    return new TreeSet<>(Arrays.asList(value.split(",")));
  }

  private static String plain(String value) {
    return switch (value) {
      case "yes" -> "true";
      case "no" -> "false";
      // One address alone, or the port of SSTP that is the usual one.
      default -> value.replaceFirst("(/32|:443)$", "");
    };
  }
}
