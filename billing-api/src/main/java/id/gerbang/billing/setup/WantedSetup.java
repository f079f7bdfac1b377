package id.gerbang.billing.setup;

import id.gerbang.billing.hub.HubKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a router is to have, and where what is ours is looked for.
 *
 * @param ours comments of ours by menu: last made, first removed
 * @param menus all that is read
 */
record WantedSetup(List<BrasItem> items, Map<String, String> ours, List<String> menus) {

  /** Whether the router speaks to us by a tunnel that is made with it. */
  boolean isByTunnel() {
    return items.stream().anyMatch(item -> item.comment().equals(TunnelItems.CLIENT));
  }

  /**
   * @param tunnel what is, or was, there
   */
  static WantedSetup of(List<BrasItem> items, Optional<HubKind> tunnel) {
    Map<String, String> ours = ours(tunnel);
    List<String> menus = new ArrayList<>(BrasItems.MENUS);
    ours.keySet().stream().filter(menu -> !menus.contains(menu)).forEach(menus::add);
    return new WantedSetup(items, ours, menus);
  }

  static Map<String, String> ours(Optional<HubKind> tunnel) {
    Map<String, String> ours = new LinkedHashMap<>(BrasItems.OURS);
    tunnel.map(TunnelItems::ours).ifPresent(ours::putAll);
    return ours;
  }

  WantedSetup with(List<BrasItem> others) {
    return new WantedSetup(others, ours, menus);
  }
}
