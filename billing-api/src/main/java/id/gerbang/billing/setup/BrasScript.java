package id.gerbang.billing.setup;

import static id.gerbang.routeros.CommandText.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the text for {@code /import} (routeros-provisioning, sections 3 and 6). Every object is
 * found by its comment, so a second import makes nothing twice and puts right what was changed. An
 * object of somebody else with the same name is left as it is.
 */
final class BrasScript {

  private static final String NO_SECRET = "PUT THE RADIUS SECRET HERE";
  private static final String PROFILE = "isp-pppoe";
  private static final String FILTER = "/ip firewall filter";
  private static final String NAT = "/ip firewall nat";
  private static final String LIST = "/ip firewall address-list";
  private static final String POOL = "/ip pool";
  private static final String SERVER = "/interface pppoe-server server";

  /** Last made, first removed. */
  private static final Map<String, String> OURS = ours();

  private final List<String> lines = new ArrayList<>();

  private BrasScript() {}

  private static Map<String, String> ours() {
    Map<String, String> ours = new LinkedHashMap<>();
    ours.put(NAT, "^isp:isolir:");
    ours.put(FILTER, "^isp:isolir:");
    ours.put(LIST, "^isp:isolir:");
    ours.put(SERVER, "^isp:pppoe:");
    ours.put("/ppp profile", "^isp:pppoe:");
    ours.put(POOL, "^isp:pool:");
    ours.put("/radius", "^isp:radius:");
    return ours;
  }

  static String of(BrasSetup setup) {
    BrasScript script = new BrasScript();
    script.lines.add("# BRAS for RADIUS, RouterOS " + setup.major());
    script.radius(setup);
    script.pppoe(setup);
    script.isolation(setup);
    return String.join("\n", script.lines) + "\n";
  }

  /** Removes what {@link #of} made, and nothing else. */
  static String removal() {
    List<String> lines = new ArrayList<>();
    lines.add("# /radius incoming and /ppp aaa stay as they are: others may need them");
    OURS.forEach(
        (menu, comment) -> lines.add(menu + " remove [find where comment~\"" + comment + "\"]"));
    return String.join("\n", lines) + "\n";
  }

  private void radius(BrasSetup setup) {
    lines.add(":local radiusSecret " + quoted(setup.secret().orElse(NO_SECRET)));
    if (setup.secret().isEmpty()) {
      lines.add(
          ":if ($radiusSecret = "
              + quoted(NO_SECRET)
              + ") do={ :error \"write the RADIUS secret into this file first\" }");
    }
    int number = 1;
    for (String address : setup.radius()) {
      String comment = "isp:radius:" + number++;
      String values =
          "address="
              + quoted(address)
              + " secret=$radiusSecret service=ppp,hotspot timeout=3s"
              + setup.sourceAddress().map(source -> " src-address=" + quoted(source)).orElse("");
      addOrSet("/radius", "comment=" + quoted(comment), values, comment);
    }
    lines.add("/radius incoming set accept=yes port=" + setup.coaPort());
    lines.add("/ppp aaa set use-radius=yes accounting=yes interim-update=5m");
  }

  private void pppoe(BrasSetup setup) {
    setup
        .pools()
        .forEach(
            (name, ranges) ->
                addOrSet(
                    POOL,
                    "name=" + quoted(name),
                    "name=" + quoted(name) + " ranges=" + quoted(ranges),
                    "isp:pool:" + name));
    String first = setup.pools().keySet().iterator().next();
    addOrSet(
        "/ppp profile",
        "name=" + quoted(PROFILE),
        "name="
            + quoted(PROFILE)
            + " local-address="
            + quoted(setup.localAddress())
            + " remote-address="
            + quoted(first)
            + " change-tcp-mss=yes",
        "isp:pppoe:profile");
    addOrSet(
        SERVER,
        "comment=\"isp:pppoe:server\"",
        "service-name=\"pppoe-isp\" interface="
            + quoted(setup.interfaceName())
            + " default-profile="
            + quoted(PROFILE)
            + " authentication=mschap2,chap,pap one-session-per-host=yes keepalive-timeout=10"
            + " disabled=no",
        "isp:pppoe:server");
  }

  private void isolation(BrasSetup setup) {
    lines.add(LIST + " remove [find where comment~\"^isp:isolir:\"]");
    List<String> reachable = new ArrayList<>(List.of(setup.portal()));
    reachable.addAll(setup.payHosts());
    for (String host : reachable) {
      lines.add(
          ":if ([:len ["
              + LIST
              + " find where list=\"portal\" and address="
              + quoted(host)
              + "]] = 0) do={ "
              + LIST
              + " add list=\"portal\" address="
              + quoted(host)
              + " comment="
              + quoted("isp:isolir:portal:" + host)
              + " }");
    }
    String from = "src-address-list=" + quoted(setup.isolationList());
    Map<String, String> filter = new LinkedHashMap<>();
    filter.put("dns", "chain=forward " + from + " protocol=udp dst-port=53 action=accept");
    filter.put("dns-tcp", "chain=forward " + from + " protocol=tcp dst-port=53 action=accept");
    filter.put("portal", "chain=forward " + from + " dst-address-list=\"portal\" action=accept");
    filter.put("drop", "chain=forward " + from + " action=drop");
    onTop(FILTER, "filter", filter);
    Map<String, String> nat = new LinkedHashMap<>();
    nat.put(
        "http",
        "chain=dstnat "
            + from
            + " protocol=tcp dst-port=80 action=dst-nat to-addresses="
            + quoted(setup.portal())
            + " to-ports="
            + setup.portalPort());
    // Masqueraded, all of them would be one address to the page.
    nat.put(
        "unmasked",
        "chain=srcnat " + from + " dst-address=" + quoted(setup.portal()) + " action=accept");
    onTop(NAT, "nat", nat);
  }

  private void addOrSet(String menu, String there, String values, String comment) {
    String ours = "comment=" + quoted(comment);
    lines.add(
        ":if ([:len [%1$s find %2$s]] = 0) do={ %1$s add %3$s %4$s } else={ %1$s set [find %4$s] %3$s }"
            .formatted(menu, there, values, ours));
  }

  /** Above all rules of others, in this order: each goes right before the first of theirs. */
  private void onTop(String menu, String word, Map<String, String> rules) {
    StringBuilder others = new StringBuilder("dynamic!=yes");
    rules.keySet().forEach(name -> others.append(" and comment!=").append(comment(name)));
    String first = word + "First";
    String found = word + "Found";
    lines.add(":local " + first + " \"\"");
    lines.add(":local " + found + " \"no\"");
    lines.add(
        ":foreach rule in=[%s find where %s] do={ :if ($%3$s = \"no\") do={ :set %4$s $rule; :set %3$s \"yes\" } }"
            .formatted(menu, others, found, first));
    rules.forEach(
        (name, values) -> {
          String add = menu + " add " + values + " comment=" + comment(name);
          String ours = "[find comment=" + comment(name) + "]";
          String set = menu + " set " + ours + " " + values + " disabled=no";
          String move = menu + " move numbers=" + ours;
          String before = " place-before=$" + first;
          String there = " destination=$" + first;
          lines.add(
              ":if ([:len [%s find comment=%s]] = 0) do={ :if ($%s = \"yes\") do={ %s } else={ %s } } else={ %s; :if ($%3$s = \"yes\") do={ %s } else={ %s } }"
                  .formatted(
                      menu, comment(name), found, add + before, add, set, move + there, move));
        });
  }

  private static String comment(String rule) {
    return quoted("isp:isolir:" + rule);
  }
}
