package id.gerbang.billing.lint;

import id.gerbang.routeros.ExportItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** EoIP between the addresses that the logins give, each tunnel once. */
final class TunnelRules {

  private static final Set<String> NOWHERE = Set.of("", "0.0.0.0", "::");

  private final Router router;

  TunnelRules(Router router) {
    this.router = router;
  }

  Stream<Finding> findings() {
    List<ExportItem> tunnels = router.items(Router.EOIP);
    return Stream.of(
            tunnels.stream().flatMap(this::ends),
            tunnels.stream().flatMap(this::pool),
            tunnels.stream().filter(this::hasNoKeepalive).map(TunnelRules::keepalive),
            twice(tunnels, TunnelRules::pair, Rule.EOIP_TWICE, "tunnel-id"),
            twice(tunnels, TunnelRules::mac, Rule.EOIP_MAC_TWICE, "mac-address"),
            twice(
                tunnels.stream().filter(Names::byOurs).toList(),
                TunnelRules::remote,
                Rule.REMOTE_ADDRESS_TWICE,
                "remote-address"),
            twice(
                router.items(Router.SECRET),
                TunnelRules::remote,
                Rule.REMOTE_ADDRESS_TWICE,
                "remote-address"))
        .flatMap(findings -> findings);
  }

  private Stream<Finding> ends(ExportItem eoip) {
    Optional<String> local = end(eoip, "local-address");
    Optional<String> remote = end(eoip, "remote-address");
    if (remote.isPresent() && remote.equals(local)) {
      return Stream.of(
          Finding.of(Rule.EOIP_ENDS_EQUAL, eoip).at("remote-address", remote.orElseThrow()));
    }
    return login(eoip).stream()
        .flatMap(
            secret ->
                Stream.of("local-address", "remote-address")
                    .filter(
                        property ->
                            end(eoip, property).isPresent()
                                && Address.isOne(end(secret, property).orElse(""))
                                && !end(eoip, property).equals(end(secret, property)))
                    .map(
                        property ->
                            Finding.of(Rule.EOIP_AGAINST_SECRET, eoip)
                                .at(property, end(eoip, property).orElseThrow())
                                .right(end(secret, property))
                                .beside(secret.name())));
  }

  private Optional<ExportItem> login(ExportItem eoip) {
    return router.named(Router.SECRET, eoip.name());
  }

  private static Optional<String> end(ExportItem item, String property) {
    return item.get(property).filter(address -> !NOWHERE.contains(address));
  }

  /** An address of a pool is somebody else's tomorrow, and EoIP needs the same one each time. */
  private Stream<Finding> pool(ExportItem eoip) {
    Stream<Finding> logins =
        login(eoip).stream()
            .filter(secret -> router.named("/ip/pool", remote(secret).orElse("")).isPresent())
            .map(
                secret ->
                    Finding.of(Rule.ADDRESS_OF_A_POOL, secret)
                        .at("remote-address", remote(secret).orElseThrow())
                        .right(end(eoip, "remote-address"))
                        .beside(remote(secret).orElseThrow()));
    Stream<Finding> ends =
        router.items("/ip/pool").stream()
            .filter(
                pool ->
                    end(eoip, "remote-address")
                        .filter(address -> Address.isIn(address, pool.get("ranges").orElse("")))
                        .isPresent())
            .map(
                pool ->
                    Finding.of(Rule.ADDRESS_OF_A_POOL, eoip)
                        .at("remote-address", end(eoip, "remote-address").orElseThrow())
                        .beside(pool.name()));
    return Stream.concat(logins, ends);
  }

  private boolean hasNoKeepalive(ExportItem eoip) {
    boolean none = eoip.get("keepalive").filter(value -> value.matches("|0s?(,.*)?")).isPresent();
    boolean untold = router.kept() && eoip.get("keepalive").isEmpty();
    return none || untold || eoip.unset().contains("keepalive");
  }

  private static Finding keepalive(ExportItem eoip) {
    return Finding.of(Rule.EOIP_KEEPALIVE_OFF, eoip).at("keepalive").right("10s,10");
  }

  private static Optional<String> pair(ExportItem eoip) {
    return end(eoip, "remote-address")
        .filter(remote -> eoip.get("tunnel-id").isPresent())
        .map(
            remote ->
                eoip.get("tunnel-id").orElseThrow()
                    + " "
                    + end(eoip, "local-address").orElse("")
                    + " "
                    + remote);
  }

  private static Optional<String> mac(ExportItem eoip) {
    return eoip.get("mac-address").map(mac -> mac.toUpperCase(Locale.ROOT));
  }

  private static Optional<String> remote(ExportItem item) {
    return end(item, "remote-address");
  }

  /** Each but the first of those that have the same, unless that one is off. */
  private static Stream<Finding> twice(
      List<ExportItem> items,
      Function<ExportItem, Optional<String>> key,
      Rule rule,
      String property) {
    Map<String, ExportItem> first = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (ExportItem item : items) {
      Optional<String> value = key.apply(item).filter(ignored -> !Router.isOff(item));
      boolean shared = rule == Rule.REMOTE_ADDRESS_TWICE && !Address.isOne(value.orElse(""));
      if (value.isPresent() && !shared) {
        ExportItem before = first.putIfAbsent(value.get(), item);
        if (before != null) {
          findings.add(
              Finding.of(rule, item)
                  .at(property, item.get(property).orElse(""))
                  .beside(before.name()));
        }
      }
    }
    return findings.stream();
  }
}
