package id.gerbang.billing.mend;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that a router of ours has: an object that its comment tells from all others, or what a
 * menu of settings says.
 *
 * @param menu as a path, {@code /ppp/profile}
 * @param comment empty: a menu of settings
 * @param there properties by which an object of somebody else counts as this one, and is left alone
 * @param properties as they are to be, in RouterOS's own words
 * @param onTop whether it has to stand above the rules of others, after ours before it
 */
public record RouterItem(
    String menu,
    String comment,
    Map<String, String> there,
    Map<String, String> properties,
    boolean onTop) {

  public static final String SECRET = "secret";

  /** What says whose an object is. */
  static final String COMMENT = "comment";

  /** What says it where a menu has no comments. */
  static final String SERVICE = "service-name";

  public RouterItem {
    there = Collections.unmodifiableMap(new LinkedHashMap<>(there));
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  public static RouterItem settings(String menu, Map<String, String> properties) {
    return new RouterItem(menu, "", Map.of(), properties, false);
  }

  /** An object of which one by another's hand with the same {@code there} is as good. */
  public static RouterItem object(
      String menu, String comment, Map<String, String> there, Map<String, String> properties) {
    return new RouterItem(menu, comment, there, properties, false);
  }

  public RouterItem without(String property) {
    Map<String, String> fewer = new LinkedHashMap<>(properties);
    fewer.remove(property);
    return new RouterItem(menu, comment, there, fewer, onTop);
  }

  /**
   * The same of a menu without comments, which PPPoE servers are in version 6: what the comment
   * would be is the name of its service.
   */
  public RouterItem named() {
    Map<String, String> renamed = new LinkedHashMap<>(properties);
    renamed.put(SERVICE, comment);
    return new RouterItem(menu, comment, there, renamed, onTop);
  }

  /** The property that has the comment. */
  public String mark() {
    return comment.equals(properties.get(SERVICE)) ? SERVICE : COMMENT;
  }

  /** A path as version 6 writes it, and version 7 reads it too. */
  public static String text(String menu) {
    return menu.charAt(0) + menu.substring(1).replace('/', ' ');
  }

  public boolean isSettings() {
    return comment.isEmpty();
  }

  /** A secret may be among the properties. */
  @Override
  public String toString() {
    return menu + " " + comment;
  }
}
