package id.gerbang.billing.setup;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One thing that a BRAS of ours has: an object that its comment tells from all others, or what a
 * menu of settings says.
 *
 * @param menu as a path, {@code /ppp/profile}
 * @param comment empty: a menu of settings
 * @param there properties by which an object of somebody else counts as this one, and is left alone
 * @param properties as they are to be, in RouterOS's own words
 * @param onTop whether it has to stand above the rules of others, after ours before it
 */
record BrasItem(
    String menu,
    String comment,
    Map<String, String> there,
    Map<String, String> properties,
    boolean onTop) {

  static final String SECRET = "secret";

  /** Properties that nobody is shown. */
  static final Set<String> SECRETS = Set.of(SECRET, "password", "ipsec-secret");

  BrasItem {
    there = Collections.unmodifiableMap(new LinkedHashMap<>(there));
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  static BrasItem settings(String menu, Map<String, String> properties) {
    return new BrasItem(menu, "", Map.of(), properties, false);
  }

  BrasItem without(String property) {
    Map<String, String> fewer = new LinkedHashMap<>(properties);
    fewer.remove(property);
    return new BrasItem(menu, comment, there, fewer, onTop);
  }

  boolean isSettings() {
    return comment.isEmpty();
  }

  /** A secret may be among the properties. */
  @Override
  public String toString() {
    return menu + " " + comment;
  }
}
