package id.gerbang.billing.router;

import id.gerbang.routeros.CommandText;
import id.gerbang.routeros.Condition;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A change of one menu of a router, which a person may enter and the API can make.
 *
 * @param menu as a path, {@code /ppp/secret}
 * @param verb {@code add}, {@code set}, {@code remove} or {@code move}
 * @param key property by which the items are found; empty: a menu of settings, or a new item
 * @param values of that property, each of which is meant
 */
public record RouterChange(
    String menu, String verb, String key, List<String> values, Map<String, String> properties)
    implements RouterRepair {

  /** Stands where somebody has to put something in. */
  public static final String TO_PUT_IN = "…";

  private static final String SECRET = "secret";
  private static final Set<String> SECRETS = Set.of(SECRET, "password", "ipsec-secret");

  public RouterChange {
    values = List.copyOf(values);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  static RouterChange add(String menu, String... properties) {
    return new RouterChange(menu, "add", "", List.of(), pairs(properties));
  }

  /** Of a menu of settings. */
  static RouterChange set(String menu, String... properties) {
    return new RouterChange(menu, "set", "", List.of(), pairs(properties));
  }

  static RouterChange setWhere(String menu, String key, List<String> values, String... properties) {
    return new RouterChange(menu, "set", key, values, pairs(properties));
  }

  public static RouterChange removeWhere(String menu, String key, String value) {
    return new RouterChange(menu, "remove", key, List.of(value), Map.of());
  }

  /**
   * @param before id of the item that is to stand below; empty: none does
   */
  public static RouterChange move(String menu, String key, String value, Optional<String> before) {
    return new RouterChange(
        menu,
        "move",
        key,
        List.of(value),
        before.map(id -> Map.of("destination", id)).orElse(Map.of()));
  }

  /** Whether nobody may read what a property of this name says. */
  public static boolean isSecret(String property) {
    return SECRETS.contains(property);
  }

  @Override
  public String command() {
    String items =
        values.stream()
            .map(value -> key + "=" + CommandText.value(value))
            .collect(Collectors.joining(" or "));
    return menu.charAt(0)
        + menu.substring(1).replace('/', ' ')
        + " "
        + verb
        + (key.isEmpty() ? "" : " [find " + (values.size() > 1 ? "where " : "") + items + "]")
        + properties.entrySet().stream()
            .map(entry -> " " + entry.getKey() + "=" + CommandText.value(entry.getValue()))
            .collect(Collectors.joining());
  }

  /** The same with our own secret in its place. */
  RouterChange withSecret(String secret) {
    return withSecrets(Map.of(SECRET, secret));
  }

  /** The same with our own secrets in their places, by property. */
  public RouterChange withSecrets(Map<String, String> secrets) {
    Map<String, String> filled = new LinkedHashMap<>(properties);
    secrets.forEach((name, secret) -> filled.replace(name, TO_PUT_IN, secret));
    return new RouterChange(menu, verb, key, values, filled);
  }

  /** The same for people to read. */
  public RouterChange hidingSecret() {
    Map<String, String> hidden = new LinkedHashMap<>(properties);
    SECRETS.forEach(name -> hidden.replace(name, TO_PUT_IN));
    return new RouterChange(menu, verb, key, values, hidden);
  }

  /** Whether nothing is left for a person to put in, but the secret. */
  boolean isComplete() {
    return !values.contains(TO_PUT_IN) && !withSecret("").properties.containsValue(TO_PUT_IN);
  }

  /**
   * Makes it; what is to be removed and is gone is done.
   *
   * @throws RouterOsException it was not made, or only some of its items were changed
   */
  public void make(RouterOs router) {
    if (verb.equals("add")) {
      router.add(menu, properties);
    } else if (key.isEmpty()) {
      router.set(menu, properties);
    } else {
      List<String> ids = new ArrayList<>();
      for (String value : values) {
        router.print(menu, List.of(".id"), Condition.equal(key, value)).stream()
            .map(Row::id)
            .forEach(ids::add);
      }
      if (ids.isEmpty() && !verb.equals("remove")) {
        throw new RouterOsException(Kind.NO_SUCH_ITEM, menu);
      }
      ids.forEach(id -> make(router, id));
    }
  }

  private void make(RouterOs router, String id) {
    switch (verb) {
      case "remove" -> router.remove(menu, id);
      case "move" -> {
        Map<String, String> arguments = new LinkedHashMap<>(properties);
        arguments.put("numbers", id);
        router.run(menu + "/move", arguments);
      }
      default -> router.set(menu, id, properties);
    }
  }

  private static Map<String, String> pairs(String... properties) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      pairs.put(properties[i], properties[i + 1]);
    }
    return pairs;
  }

  /** What it sets may be a secret. */
  @Override
  public String toString() {
    return menu + " " + verb + " " + properties.keySet();
  }
}
