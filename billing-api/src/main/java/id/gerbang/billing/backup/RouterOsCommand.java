package id.gerbang.billing.backup;

import id.gerbang.billing.mend.RouterItem;
import id.gerbang.routeros.CommandText;
import java.net.Inet4Address;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One command of RouterOS, v6.49 and v7.
 *
 * @param properties in the order in which they are written
 * @param comment of the object that is added; absent: a setting of the router is changed
 */
record RouterOsCommand(
    String menu, String verb, Map<String, String> properties, Optional<String> comment) {

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

  /** The same for the API; one by another's hand with the same {@code there} is as good. */
  RouterItem item(String... there) {
    String path = "/" + menu.substring(1).replace(' ', '/');
    Map<String, String> same = new LinkedHashMap<>();
    for (String property : there) {
      same.put(property, properties.getOrDefault(property, ""));
    }
    return comment
        .map(mark -> RouterItem.object(path, mark, same, properties))
        .orElseGet(() -> RouterItem.settings(path, properties));
  }

  String text() {
    return menu
        + " "
        + verb
        + properties.entrySet().stream()
            .map(property -> " " + property.getKey() + "=" + CommandText.value(property.getValue()))
            .collect(Collectors.joining())
        + comment.map(text -> " comment=" + CommandText.quoted(text)).orElse("");
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
    return "find comment=" + CommandText.quoted(comment.orElseThrow());
  }
}
