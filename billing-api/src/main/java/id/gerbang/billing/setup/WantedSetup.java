package id.gerbang.billing.setup;

import id.gerbang.billing.hub.HubKind;
import id.gerbang.billing.mend.Mending;
import id.gerbang.billing.mend.RouterItem;
import id.gerbang.billing.mend.Wanted;
import id.gerbang.billing.mend.Wanted.Own;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a router is to have, and where what is ours is looked for.
 *
 * @param ours comments of ours by menu: last made, first removed
 */
record WantedSetup(List<RouterItem> items, Map<String, String> ours) {

  private static final String ADDRESS = "/ip/address";
  private static final String SOURCE = "src-address";

  /** Whether the router speaks to us by a tunnel that is made with it. */
  boolean isByTunnel() {
    return items.stream().anyMatch(item -> item.comment().equals(TunnelItems.CLIENT));
  }

  /**
   * @param tunnel what is, or was, there
   */
  static WantedSetup of(List<RouterItem> items, Optional<HubKind> tunnel) {
    return new WantedSetup(items, ours(tunnel));
  }

  static Map<String, String> ours(Optional<HubKind> tunnel) {
    Map<String, String> ours = new LinkedHashMap<>(BrasItems.OURS);
    tunnel.map(TunnelItems::ours).ifPresent(ours::putAll);
    return ours;
  }

  /** Makes a router so. */
  Mending mending() {
    return new Mending(
        router -> {
          int major = major(router);
          return wanted(fitting(router).stream().map(item -> BrasItems.on(major, item)).toList());
        });
  }

  /** As it is now: what was told last may be of before an upgrade, or never. */
  private static int major(RouterOs router) {
    return router.print("/system/resource", List.of("version")).stream()
        .flatMap(row -> row.get("version").stream())
        .flatMap(version -> RouterOsVersion.parse(version).stream())
        .map(RouterOsVersion::major)
        .findFirst()
        .orElse(SetupService.NEWEST);
  }

  private Wanted wanted(List<RouterItem> fitting) {
    Map<String, List<String>> settable = new LinkedHashMap<>(BrasItems.PROPERTIES);
    TunnelItems.PROPERTIES.forEach(
        (menu, names) ->
            settable.merge(
                menu, names, (one, other) -> Stream.concat(one.stream(), other.stream()).toList()));
    return new Wanted(
        fitting,
        ours.entrySet().stream().map(own -> new Own(own.getKey(), own.getValue())).toList(),
        settable,
        List.of(),
        false);
  }

  /**
   * Requests come from an address that the router has, or gets by its tunnel; one that others
   * translate is none.
   */
  private List<RouterItem> fitting(RouterOs router) {
    if (isByTunnel() || items.stream().noneMatch(item -> item.properties().containsKey(SOURCE))) {
      return items;
    }
    Set<String> own =
        router.print(ADDRESS, List.of("address")).stream()
            .map(row -> row.get("address").orElse("").replaceAll("/.*", ""))
            .collect(Collectors.toSet());
    return items.stream()
        .map(
            item ->
                own.contains(item.properties().getOrDefault(SOURCE, ""))
                    ? item
                    : item.without(SOURCE))
        .toList();
  }
}
