package id.gerbang.routeros;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code /export} of RouterOS 6 or 7 prints, read back as the items of each menu. It holds
 * what was set and is not as it would be by itself: no state, no counters, and on version 7 no
 * passwords unless it was made with {@code show-sensitive}. Lines that neither add nor set are left
 * out, and so is whatever stands around the text.
 */
public final class ExportText {

  private static final Set<String> VERBS = Set.of("add", "set");

  /** Commands that somebody may have typed: what stands before them is no menu to go on in. */
  private static final Set<String> OTHER_VERBS =
      Set.of("print", "find", "get", "export", "remove", "enable", "disable", "move", "unset");

  private static final Pattern MENU = Pattern.compile("[a-z0-9-]+");

  /** By their ids alone version 6 and 7 name the two profiles that are always there. */
  private static final Map<String, String> PROFILES =
      Map.of("*0", "default", "*FFFFFFFE", "default-encryption");

  private static final Pattern PLACE = Pattern.compile("\\d+|\\*[0-9A-F]+|find|!.*|.*=.*");

  private final byte[] octets;
  private int at;

  private ExportText(byte[] octets) {
    this.octets = RouterText.unmarked(octets);
  }

  /** Menus by their paths, such as {@code /tool/user-manager/profile}, in the order of the text. */
  public static Map<String, List<Row>> read(byte[] text) {
    Map<String, List<Row>> menus = new LinkedHashMap<>();
    for (ExportItem item : items(text)) {
      menus.computeIfAbsent(item.menu(), path -> new ArrayList<>()).add(item.row());
    }
    return menus;
  }

  /** All items in the order of the text, with the lines where they stand. */
  public static List<ExportItem> items(byte[] text) {
    return new ExportText(text).items();
  }

  private List<ExportItem> items() {
    List<ExportItem> items = new ArrayList<>();
    String menu = "";
    int number = 1;
    int counted = 0;
    boolean script = false;
    while (at < octets.length) {
      for (; counted < at; counted++) {
        number += octets[counted] == '\n' ? 1 : 0;
      }
      List<String> words = line();
      script = script || isScript(words);
      if (script) {
        script = at <= octets.length && octets[at - 1] == ';';
        continue;
      }
      int verb = 0;
      if (!words.isEmpty() && words.get(0).startsWith("/")) {
        words = apart(words);
        while (verb < words.size() && !VERBS.contains(words.get(verb))) {
          verb++;
        }
        List<String> path = words.subList(0, verb);
        menu = isMenu(path) ? "/" + String.join("/", path) : menu;
      }
      if (verb < words.size() && VERBS.contains(words.get(verb)) && !menu.isEmpty()) {
        List<String> told = words.subList(verb + 1, words.size());
        boolean isSet = words.get(verb).equals("set");
        items.add(new ExportItem(number, menu, isSet ? named(menu, told) : row(told), unset(told)));
      }
    }
    return items;
  }

  /** What such a line adds, or sets, depends on how it runs. */
  private static boolean isScript(List<String> words) {
    return !words.isEmpty() && words.get(0).matches("(?s)[:{].*|do");
  }

  /** {@code /ip pool} and {@code /ip/pool} alike. */
  private static List<String> apart(List<String> words) {
    List<String> apart = new ArrayList<>(List.of(words.get(0).substring(1).split("/", -1)));
    apart.addAll(words.subList(1, words.size()));
    return apart;
  }

  private static boolean isMenu(List<String> path) {
    return path.stream().allMatch(word -> MENU.matcher(word).matches())
        && path.stream().noneMatch(OTHER_VERBS::contains);
  }

  /** What is set may be called by its name, {@code set telnet disabled=yes}. */
  private static Row named(String menu, List<String> words) {
    Row row = row(words);
    Map<String, String> profiles = menu.equals("/ppp/profile") ? PROFILES : Map.of();
    String called = words.isEmpty() ? "" : profiles.getOrDefault(words.get(0), words.get(0));
    if (called.isEmpty() || PLACE.matcher(called).matches() || row.get("name").isPresent()) {
      return row;
    }
    Map<String, String> values = new LinkedHashMap<>(Map.of("name", called));
    values.putAll(row.values());
    return new Row(values);
  }

  /** {@code !keepalive} says that there is none where one would be by itself. */
  private static Set<String> unset(List<String> words) {
    return words.stream()
        .filter(word -> word.startsWith("!") && word.indexOf('=') < 0)
        .map(word -> word.substring(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Of {@code set [ find name=x ] disabled=yes} the condition is what names the item. */
  private static Row row(List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0 && word.charAt(0) != '!') {
        values.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return new Row(values);
  }

  /** The words of one command, also of lines that it goes on in; none where it is a remark. */
  private List<String> line() {
    List<String> words = new ArrayList<>();
    while (at < octets.length) {
      skipBlanks();
      if (words.isEmpty() && at < octets.length && octets[at] == '#') {
        skipRemark();
      }
      if (ends() || octets[at] == ';') {
        at++;
        break;
      }
      words.add(word());
    }
    return words;
  }

  private void skipRemark() {
    while (!ends()) {
      at++;
    }
  }

  private boolean ends() {
    return at >= octets.length || octets[at] == '\n';
  }

  private void skipBlanks() {
    while (at < octets.length && (isBlank(octets[at]) || goesOn())) {
      at++;
    }
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '[' || octet == ']';
  }

  /**
   * A backslash at the end of a line, which then goes on after the blanks of the next one. Blanks
   * behind it are of whoever copied the text.
   */
  private boolean goesOn() {
    int next = at + 1;
    while (next < octets.length && " \t\r".indexOf(octets[next]) >= 0) {
      next++;
    }
    if (octets[at] != '\\' || next >= octets.length || octets[next] != '\n') {
      return false;
    }
    at = next;
    while (at + 1 < octets.length && (octets[at + 1] == ' ' || octets[at + 1] == '\t')) {
      at++;
    }
    return true;
  }

  private String word() {
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    boolean quoted = false;
    while (at < octets.length) {
      byte octet = octets[at];
      if (octet == '"') {
        quoted = !quoted;
      } else if (octet == '\\' && !goesOn()) {
        word.write(escaped());
      } else if (octet != '\\') {
        // A line's end within a text is written \\n: what never closes ends with its line.
        if (octet == '\n' || (!quoted && (octet == ';' || isBlank(octet)))) {
          break;
        }
        word.write(octet);
      }
      at++;
    }
    return RouterText.of(word.toByteArray());
  }

  /** What a backslash means; the place is left at its last octet. */
  private int escaped() {
    if (at + 1 >= octets.length) {
      return '\\';
    }
    at++;
    if (at + 1 < octets.length && isHex(octets[at]) && isHex(octets[at + 1])) {
      at++;
      return Integer.parseInt(new String(octets, at - 1, 2, StandardCharsets.US_ASCII), 16);
    }
    return switch (octets[at]) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '_' -> ' ';
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> 11;
      default -> octets[at];
    };
  }

  /** Upper case alone, as RouterOS writes it. */
  private static boolean isHex(byte octet) {
    return (octet >= '0' && octet <= '9') || (octet >= 'A' && octet <= 'F');
  }
}
