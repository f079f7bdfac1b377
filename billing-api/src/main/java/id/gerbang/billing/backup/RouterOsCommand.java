package id.gerbang.billing.backup;

import java.net.Inet4Address;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One command of RouterOS, v6.49 and v7.
 *
 * @param properties in the order in which they are written
 * @param comment of the object that is added; absent: a setting of the router is changed
 */
record RouterOsCommand(
    String menu, String verb, Map<String, String> properties, Optional<String> comment) {

  /** What needs no quotes; the rest is quoted. */
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

  static RouterOsCommand set(String menu) {
    return new RouterOsCommand(menu, "set", Map.of(), Optional.empty());
  }

  /** Adds an object that this comment finds again. */
  static RouterOsCommand add(String menu, String comment) {
    return new RouterOsCommand(menu, "add", Map.of(), Optional.of(comment));
  }

  RouterOsCommand with(String property, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(property, value);
    return new RouterOsCommand(menu, verb, more, comment);
  }

  RouterOsCommand with(String property, Inet4Address address) {
    return with(property, address.getHostAddress());
  }

  String text() {
    return menu
        + " "
        + verb
        + properties.entrySet().stream()
            .map(property -> " " + property.getKey() + "=" + value(property.getValue()))
            .collect(Collectors.joining())
        + comment.map(text -> " comment=" + quoted(text)).orElse("");
  }

  /** The same, where an object with this comment may be there already. */
  String textIfAbsent() {
    return ":if ([:len [" + menu + " " + find() + "]] = 0) do={ " + text() + " }";
  }

  /** Takes the object away again; one that is not there is no error. */
  String removal() {
    return menu + " remove [" + find() + "]";
  }

  private String find() {
    return "find comment=" + quoted(comment.orElseThrow());
  }

  static String value(String text) {
    return BARE.matcher(text).matches() ? text : quoted(text);
  }

  /**
   * A string of the RouterOS script language. Besides quote, backslash and dollar the question mark
   * is escaped, by its code: a v6 terminal takes it for a request for help when the text is pasted.
   */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\', '$' -> quoted.append('\\').append(c);
        case '?' -> quoted.append("\\3F");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
