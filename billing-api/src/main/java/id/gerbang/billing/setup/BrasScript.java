package id.gerbang.billing.setup;

import static id.gerbang.routeros.CommandText.quoted;

import id.gerbang.billing.hub.HubKind;
import id.gerbang.billing.hub.RouterTunnel;
import id.gerbang.billing.hub.TunnelSecrets;
import id.gerbang.routeros.CommandText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the text for {@code /import} (routeros-provisioning, section 6). Every object is found by
 * its comment, so a second import makes nothing twice, puts right what was changed, and takes away
 * what is no longer wanted. An object of somebody else with the same name is left as it is.
 */
final class BrasScript {

  private static final String NO_SECRET = "PUT THE RADIUS SECRET HERE";
  private static final String NO_TUNNEL_SECRET = "PUT THE SECRET OF THE TUNNEL HERE";
  private static final String SECRET = "$radiusSecret";
  private static final TunnelSecrets TUNNEL = new TunnelSecrets("$tunnelPassword", "$ipsecSecret");
  private static final Set<String> VARIABLES = Set.of(SECRET, TUNNEL.password(), TUNNEL.ipsec());

  private BrasScript() {}

  static String of(BrasSetup setup) {
    List<BrasItem> items = BrasItems.of(setup, SECRET, TUNNEL);
    List<String> lines = new ArrayList<>();
    lines.add("# BRAS for RADIUS, RouterOS " + setup.major());
    lines.add(":local radiusSecret " + quoted(setup.secret().orElse(NO_SECRET)));
    if (setup.secret().isEmpty()) {
      lines.add(
          ":if ($radiusSecret = "
              + quoted(NO_SECRET)
              + ") do={ :error \"write the RADIUS secret into this file first\" }");
    }
    setup.tunnel().ifPresent(tunnel -> lines.addAll(secretsOf(tunnel, setup.tunnelSecrets())));
    Set<String> onTop = new LinkedHashSet<>();
    for (BrasItem item : items) {
      if (item.onTop()) {
        onTop.add(item.menu());
      } else {
        lines.add(item.isSettings() ? set(item) : addOrSet(item));
      }
    }
    onTop.forEach(menu -> lines.addAll(onTop(menu, items)));
    WantedSetup.ours(setup.onRouter())
        .forEach((menu, prefix) -> lines.add(noMore(menu, prefix, items)));
    setup
        .tunnel()
        .filter(tunnel -> tunnel.kind() == HubKind.WIREGUARD)
        .ifPresent(tunnel -> lines.add(TunnelItems.TELL_KEY));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> secretsOf(RouterTunnel tunnel, Optional<TunnelSecrets> secrets) {
    return switch (tunnel.kind()) {
      case WIREGUARD -> List.of();
      case L2TP ->
          Stream.concat(
                  variable("tunnelPassword", secrets.map(TunnelSecrets::password)),
                  variable("ipsecSecret", secrets.map(TunnelSecrets::ipsec)))
              .toList();
      case SSTP ->
          Stream.concat(
                  Stream.of(
                      "# its server shows a certificate, whose authority has to be among /certificate first"),
                  variable("tunnelPassword", secrets.map(TunnelSecrets::password)))
              .toList();
    };
  }

  private static Stream<String> variable(String name, Optional<String> value) {
    String set = ":local " + name + " " + quoted(value.orElse(NO_TUNNEL_SECRET));
    return value.isPresent()
        ? Stream.of(set)
        : Stream.of(
            set,
            ":if ($"
                + name
                + " = "
                + quoted(NO_TUNNEL_SECRET)
                + ") do={ :error \"write the tunnel's secrets into this file first\" }");
  }

  /**
   * Removes what {@link #of} made, and nothing else.
   *
   * @param tunnel what is, or was, there
   */
  static String removal(Optional<HubKind> tunnel) {
    List<String> lines = new ArrayList<>();
    lines.add("# /radius incoming and /ppp aaa stay as they are: others may need them");
    WantedSetup.ours(tunnel).forEach((menu, prefix) -> lines.add(noMore(menu, prefix, List.of())));
    return String.join("\n", lines) + "\n";
  }

  /** Puts the rules of a menu above all rules of others, in their order. */
  static List<String> onTop(String menu, List<BrasItem> items) {
    Map<String, BrasItem> rules = new LinkedHashMap<>();
    items.stream()
        .filter(item -> item.onTop() && item.menu().equals(menu))
        .forEach(item -> rules.put(item.comment(), item));
    String word = menu.substring(menu.lastIndexOf('/') + 1);
    String first = word + "First";
    String found = word + "Found";
    StringBuilder others = new StringBuilder("dynamic!=yes");
    rules.keySet().forEach(comment -> others.append(" and comment!=").append(quoted(comment)));
    List<String> lines = new ArrayList<>();
    lines.add(":local " + first + " \"\"");
    lines.add(":local " + found + " \"no\"");
    lines.add(
        ":foreach rule in=[%s find where %s] do={ :if ($%3$s = \"no\") do={ :set %4$s $rule; :set %3$s \"yes\" } }"
            .formatted(text(menu), others, found, first));
    rules.values().forEach(rule -> lines.add(onTop(rule, first, found)));
    return lines;
  }

  private static String onTop(BrasItem rule, String first, String found) {
    String menu = text(rule.menu());
    String add = menu + " add " + values(rule) + " " + comment(rule);
    String ours = "[find " + comment(rule) + "]";
    String set = menu + " set " + ours + " " + values(rule);
    String move = menu + " move numbers=" + ours;
    String before = " place-before=$" + first;
    String there = " destination=$" + first;
    return ":if ([:len [%s find %s]] = 0) do={ :if ($%s = \"yes\") do={ %s } else={ %s } } else={ %s; :if ($%3$s = \"yes\") do={ %s } else={ %s } }"
        .formatted(menu, comment(rule), found, add + before, add, set, move + there, move);
  }

  private static String addOrSet(BrasItem item) {
    String there =
        item.there().isEmpty()
            ? comment(item)
            : "where "
                + item.there().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + quoted(entry.getValue()))
                    .collect(Collectors.joining(" and "));
    return ":if ([:len [%1$s find %2$s]] = 0) do={ %1$s add %3$s %4$s } else={ %1$s set [find %4$s] %3$s }"
        .formatted(text(item.menu()), there, values(item), comment(item));
  }

  private static String set(BrasItem settings) {
    return text(settings.menu()) + " set " + values(settings);
  }

  private static String noMore(String menu, String prefix, List<BrasItem> wanted) {
    StringBuilder find = new StringBuilder("comment~").append(quoted("^" + prefix));
    wanted.stream()
        .filter(item -> item.menu().equals(menu))
        .forEach(item -> find.append(" and comment!=").append(quoted(item.comment())));
    return text(menu) + " remove [find where " + find + "]";
  }

  private static String comment(BrasItem item) {
    return "comment=" + quoted(item.comment());
  }

  private static String values(BrasItem item) {
    return item.properties().entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + "="
                    + (VARIABLES.contains(entry.getValue())
                        ? entry.getValue()
                        : CommandText.value(entry.getValue())))
        .collect(Collectors.joining(" "));
  }

  /** A path as version 6 writes it, and version 7 reads it too. */
  private static String text(String menu) {
    return menu.charAt(0) + menu.substring(1).replace('/', ' ');
  }
}
