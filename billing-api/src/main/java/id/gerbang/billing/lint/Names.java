package id.gerbang.billing.lint;

import id.gerbang.routeros.ExportItem;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Customers' numbers in names and comments, such as 3067 in {@code VLAN-USER-3067}. */
final class Names {

  /** Behind a mark two digits say something; behind a letter, as in {@code vlan100}, three do. */
  private static final Pattern NUMBER = Pattern.compile("(?:.*[-_. ])?(\\d{2,5})|.*\\D(\\d{3,5})");

  private static final Pattern OURS = Pattern.compile("isp:gsm:(\\d{1,5}):.*");
  private static final Pattern OUR_NAME = Pattern.compile("(?:VLAN-|BR-|SSTP-)?USER-\\d{1,5}");
  private static final Pattern REMARK =
      Pattern.compile("(?i).*\\b(?:USER|VLAN)[-_ ]?(\\d{2,5})\\b.*", Pattern.DOTALL);

  private Names() {}

  /** What a person calls the item. */
  static String of(ExportItem item) {
    return item.menu().equals(Router.PORT)
        ? item.get("bridge").orElse("") + "/" + item.get("interface").orElse("")
        : item.name();
  }

  static OptionalInt number(String name) {
    Matcher matcher = NUMBER.matcher(name);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        Integer.parseInt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
  }

  static OptionalInt numberInComment(String comment) {
    for (Pattern pattern : new Pattern[] {OURS, REMARK}) {
      Matcher matcher = pattern.matcher(comment);
      if (matcher.matches()) {
        return OptionalInt.of(Integer.parseInt(matcher.group(1)));
      }
    }
    return OptionalInt.empty();
  }

  /** Whether it is named or marked as Gerbang and the paper do. */
  static boolean byOurs(ExportItem item) {
    return OURS.matcher(item.get("comment").orElse("")).matches()
        || OUR_NAME.matcher(item.name()).matches();
  }

  /** One digit is another one, or two neighbours have changed places: how slips look. */
  static boolean nearly(int one, int other) {
    String first = Integer.toString(one);
    String second = Integer.toString(other);
    if (first.length() != second.length()) {
      return false;
    }
    int[] differing =
        IntStream.range(0, first.length())
            .filter(i -> first.charAt(i) != second.charAt(i))
            .toArray();
    return differing.length == 1
        || (differing.length == 2
            && differing[1] == differing[0] + 1
            && first.charAt(differing[0]) == second.charAt(differing[1])
            && first.charAt(differing[1]) == second.charAt(differing[0]));
  }
}
