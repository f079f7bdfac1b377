package id.gerbang.billing.lint;

import id.gerbang.routeros.ExportItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What belongs together as one customer's tunnel: all of it is to say the same number. */
record CustomerSet(List<ExportItem> items) {

  /** That an item's property says a number. */
  record Said(ExportItem item, String property, String text, int number) {}

  /**
   * Each bridge with an EoIP is a set: with its ports, their interfaces, and the logins of the same
   * addresses. Whatever else names a number is one alone.
   */
  static List<CustomerSet> of(Router router) {
    List<CustomerSet> sets = new ArrayList<>();
    Set<ExportItem> placed = new LinkedHashSet<>();
    Map<String, List<ExportItem>> logins = logins(router);
    for (ExportItem bridge : router.items(Router.BRIDGE)) {
      Set<ExportItem> members = members(router, bridge, logins);
      if (members.stream().anyMatch(item -> item.menu().equals(Router.EOIP))) {
        sets.add(new CustomerSet(List.copyOf(members)));
        placed.addAll(members);
      }
    }
    List<ExportItem> clients = router.items(Router.SSTP_CLIENT);
    if (sets.size() == 1 && clients.size() == 1) {
      List<ExportItem> whole = new ArrayList<>(sets.remove(0).items());
      whole.addAll(clients);
      sets.add(new CustomerSet(whole));
      placed.addAll(clients);
    }
    router.all().stream()
        .filter(item -> !placed.contains(item) && !said(item).isEmpty())
        .forEach(item -> sets.add(new CustomerSet(List.of(item))));
    return sets;
  }

  /** Ports with a horizon are several customers' in one bridge, on purpose. */
  private static Set<ExportItem> members(
      Router router, ExportItem bridge, Map<String, List<ExportItem>> logins) {
    Set<ExportItem> members = new LinkedHashSet<>();
    members.add(bridge);
    for (ExportItem port : router.portsOf(bridge)) {
      if (port.get("horizon").filter(horizon -> !horizon.equals("none")).isPresent()) {
        continue;
      }
      members.add(port);
      String name = port.get("interface").orElse("");
      router.named(Router.VLAN, name).ifPresent(members::add);
      router
          .named(Router.EOIP, name)
          .ifPresent(
              eoip -> {
                members.add(eoip);
                router.named(Router.SECRET, eoip.name()).ifPresent(members::add);
                members.addAll(logins.getOrDefault(addresses(eoip), List.of()));
              });
    }
    return members;
  }

  /** Those that are called as no tunnel is, by the addresses between which one runs. */
  private static Map<String, List<ExportItem>> logins(Router router) {
    return router.items(Router.SECRET).stream()
        .filter(secret -> !router.isEoip(secret.name()))
        .filter(secret -> secret.get("remote-address").isPresent())
        .collect(Collectors.groupingBy(CustomerSet::addresses));
  }

  private static String addresses(ExportItem item) {
    return item.get("local-address").orElse("") + " " + item.get("remote-address").orElse("");
  }

  List<Said> said() {
    return items.stream().flatMap(item -> said(item).stream()).toList();
  }

  static List<Said> said(ExportItem item) {
    List<Said> said = new ArrayList<>();
    switch (item.menu()) {
      case Router.VLAN -> {
        name(item, "name", said);
        id(item, "vlan-id", said);
      }
      case Router.EOIP -> {
        name(item, "name", said);
        id(item, "tunnel-id", said);
      }
      case Router.SSTP_CLIENT -> {
        name(item, "name", said);
        name(item, "user", said);
      }
      case Router.BRIDGE, Router.SECRET -> name(item, "name", said);
      case Router.PORT -> {
        // What it names are other items, which speak for themselves.
      }
      default -> {
        return said;
      }
    }
    item.get("comment")
        .ifPresent(
            text ->
                Names.numberInComment(text)
                    .ifPresent(number -> said.add(new Said(item, "comment", text, number))));
    return said;
  }

  private static void name(ExportItem item, String property, List<Said> said) {
    item.get(property)
        .ifPresent(
            text ->
                Names.number(text)
                    .ifPresent(number -> said.add(new Said(item, property, text, number))));
  }

  private static void id(ExportItem item, String property, List<Said> said) {
    item.get(property)
        .filter(text -> text.matches("\\d{1,5}"))
        .ifPresent(text -> said.add(new Said(item, property, text, Integer.parseInt(text))));
  }

  /** How often each number is said. */
  static Map<Integer, Long> votes(List<Said> said) {
    Map<Integer, Long> votes = new TreeMap<>();
    said.forEach(one -> votes.merge(one.number(), 1L, Long::sum));
    return votes;
  }

  boolean byOurs() {
    return items.stream().anyMatch(Names::byOurs);
  }
}
