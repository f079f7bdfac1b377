package id.gerbang.billing.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names under which a device may log in whose subscription's username is its MAC: as 12 digits,
 * or in groups of two, four or six, in either case; and as a DHCP client-id. Radius lets it in by
 * each of them, and keeps its sessions under the one that its router sent.
 */
public final class MacSpellings {

  private static final Pattern MAC = Pattern.compile("[0-9a-f]{12}");

  private MacSpellings() {}

  /** Beside the username itself; none of one that is no MAC. */
  public static List<String> of(String username) {
    if (!MAC.matcher(username).matches()) {
      return List.of();
    }
    List<String> spellings = new ArrayList<>();
    for (int digits : new int[] {2, 4, 6}) {
      for (String between : new String[] {":", "-", "."}) {
        spellings.add(username.replaceAll("(.{%d})(?!$)".formatted(digits), "$1" + between));
      }
    }
    spellings.add("1:" + grouped(username).replaceAll("(?<=:)0(?=.)|^0(?=.)", ""));
    spellings.add(username);
    return spellings.stream()
        .flatMap(it -> Stream.of(it, it.toUpperCase(Locale.ROOT)))
        .distinct()
        .filter(it -> !it.equals(username))
        .toList();
  }

  private static String grouped(String digits) {
    return digits.replaceAll("(..)(?!$)", "$1:");
  }
}
