package id.gerbang.billing.setup;

import static id.gerbang.routeros.CommandText.quoted;

import id.gerbang.billing.hub.HubKind;
import id.gerbang.billing.hub.RouterTunnel;
import id.gerbang.billing.hub.TunnelSecrets;
import id.gerbang.billing.mend.OnTop;
import id.gerbang.billing.mend.RouterItem;
import id.gerbang.routeros.CommandText;
import java.util.ArrayList;
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
    List<RouterItem> items =
        BrasItems.of(setup, SECRET, TUNNEL).stream()
            .map(item -> BrasItems.on(setup.major(), item))
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add("# BRAS for RADIUS, RouterOS " + setup.major());
    lines.add(onlyOn(setup.major()));
    lines.add(":local radiusSecret " + quoted(setup.secret().orElse(NO_SECRET)));
    if (setup.secret().isEmpty()) {
      lines.add(
          ":if ($radiusSecret = "
              + quoted(NO_SECRET)
              + ") do={ :error \"write the RADIUS secret into this file first\" }");
    }
    setup.tunnel().ifPresent(tunnel -> lines.addAll(secretsOf(tunnel, setup.tunnelSecrets())));
    Set<String> onTop = new LinkedHashSet<>();
    for (RouterItem item : items) {
      if (item.onTop()) {
        onTop.add(item.menu());
      } else {
        lines.add(item.isSettings() ? set(item) : addOrSet(item));
      }
    }
    onTop.forEach(menu -> lines.addAll(OnTop.lines(menu, items)));
    WantedSetup.ours(setup.onRouter())
        .forEach((menu, prefix) -> lines.add(noMore(setup.major(), menu, prefix, items)));
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
   * @param major of RouterOS
   * @param tunnel what is, or was, there
   */
  static String removal(int major, Optional<HubKind> tunnel) {
    List<String> lines = new ArrayList<>();
    lines.add(onlyOn(major));
    lines.add("# /radius incoming and /ppp aaa stay as they are: others may need them");
    WantedSetup.ours(tunnel)
        .forEach((menu, prefix) -> lines.add(noMore(major, menu, prefix, List.of())));
    return String.join("\n", lines) + "\n";
  }

  /** Half of a text would be done before the command that another version does not take. */
  private static String onlyOn(int major) {
    return ":if ([/system resource get version] ~ \"^%s\") do={ :error \"made for RouterOS %d: ask for version=%d\" }"
        .formatted(major < 7 ? "[7-9]" : "6", major, major < 7 ? 7 : 6);
  }

  private static String addOrSet(RouterItem item) {
    String ours = item.mark() + "=" + quoted(item.comment());
    String there =
        item.there().isEmpty()
            ? ours
            : "where "
                + item.there().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + quoted(entry.getValue()))
                    .collect(Collectors.joining(" and "));
    String values = values(item);
    String made = values.contains(ours) ? values : values + " " + ours;
    return ":if ([:len [%1$s find %2$s]] = 0) do={ %1$s add %3$s } else={ %1$s set [find %4$s] %5$s }"
        .formatted(RouterItem.text(item.menu()), there, made, ours, values);
  }

  private static String set(RouterItem settings) {
    return RouterItem.text(settings.menu()) + " set " + values(settings);
  }

  private static String noMore(int major, String menu, String prefix, List<RouterItem> wanted) {
    String mark = BrasItems.on(major, RouterItem.object(menu, prefix, Map.of(), Map.of())).mark();
    StringBuilder find = new StringBuilder(mark).append('~').append(quoted("^" + prefix));
    wanted.stream()
        .filter(item -> item.menu().equals(menu))
        .forEach(item -> find.append(" and " + mark + "!=").append(quoted(item.comment())));
    return RouterItem.text(menu) + " remove [find where " + find + "]";
  }

  private static String values(RouterItem item) {
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
}
