package id.gerbang.billing.setup;

import id.gerbang.billing.http.AccessLog;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.hub.HubKind;
import id.gerbang.billing.hub.RouterTunnel;
import id.gerbang.billing.hub.TunnelSecrets;
import id.gerbang.billing.hub.TunnelService;
import id.gerbang.billing.mend.RouterItem;
import id.gerbang.billing.pop.Ipv4;
import id.gerbang.billing.profile.HeldPools;
import id.gerbang.billing.router.RouterDao;
import id.gerbang.billing.router.RouterRow;
import id.gerbang.billing.router.RouterService;
import id.gerbang.core.seal.Sealer;
import id.gerbang.routeros.RouterOsVersion;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What a router is to be as a BRAS: from what a person chose, and what is known of it. */
public final class SetupService {

  private static final Predicate<String> ADDRESS = text -> Ipv4.parse(text).isPresent();
  private static final Predicate<String> ASCII = Pattern.compile("[ -~]{1,128}").asMatchPredicate();
  static final int NEWEST = 7;
  private static final TunnelSecrets NO_TUNNEL = new TunnelSecrets("", "");

  private final Clock clock;
  private final Sealer sealer;
  private final TunnelService tunnels;
  private final Function<Handle, List<String>> payHosts;

  /**
   * @param payHosts where customers pay, which those who are walled in must reach
   */
  public SetupService(
      Clock clock, Sealer sealer, TunnelService tunnels, Function<Handle, List<String>> payHosts) {
    this.clock = clock;
    this.sealer = sealer;
    this.tunnels = tunnels;
    this.payHosts = payHosts;
  }

  /**
   * The text to import.
   *
   * @param version of RouterOS, its first number; null: as the router last said
   */
  String script(
      Handle handle,
      Actor actor,
      Ref ref,
      SetupChoice choice,
      @Nullable Integer version,
      boolean withSecret) {
    RouterRow router = RouterService.row(handle, ref);
    Optional<String> secret = Optional.empty();
    if (withSecret) {
      String object = "router:" + router.id();
      Instant now = clock.instant();
      AccessLog.read(handle, now, actor, object);
      Audit.write(handle, now, actor, "router.show-secret", object, Map.of("name", router.name()));
      secret = Optional.of(secret(handle, router));
    }
    return BrasScript.of(
        setup(handle, router, choice, version == null ? known(handle, router) : version, secret));
  }

  /** What it was applied with last, with the pools that we hold of it now. */
  static SetupChoice last(Handle handle, long routerId) {
    return handle
        .attach(SetupDao.class)
        .find(routerId)
        .flatMap(SetupJson::choice)
        .orElse(SetupChoice.NONE)
        .withPools(HeldPools.of(handle, routerId));
  }

  /** All with the secrets, for the API. */
  WantedSetup wanted(Handle handle, RouterRow router, SetupChoice choice) {
    String secret = secret(handle, router);
    BrasSetup setup = setup(handle, router, choice, known(handle, router), Optional.of(secret));
    return WantedSetup.of(
        BrasItems.of(setup, secret, setup.tunnelSecrets().orElse(NO_TUNNEL)), setup.onRouter());
  }

  /** What is ours and secret on a router, by property. */
  Map<String, String> secrets(Handle handle, RouterRow router) {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put(RouterItem.SECRET, secret(handle, router));
    if (TunnelService.kind(handle, router.id()).isPresent()) {
      TunnelSecrets ofTunnel = tunnels.secrets(handle, router.id());
      secrets.put("password", ofTunnel.password());
      secrets.put("ipsec-secret", ofTunnel.ipsec());
    }
    return secrets;
  }

  private Optional<RouterTunnel> tunnel(
      Handle handle, RouterRow router, SetupChoice choice, int version) {
    Optional<RouterTunnel> tunnel = TunnelService.of(handle, router.id());
    tunnel.ifPresent(
        it -> {
          if (it.kind() == HubKind.WIREGUARD && version < NEWEST) {
            throw Problem.unprocessable(
                "version",
                "has no WireGuard, which the router's tunnel is: it takes a hub of L2TP");
          }
          choice.radius().stream()
              .filter(server -> !it.reaches(server))
              .forEach(
                  server -> {
                    throw Problem.unprocessable(
                        "radius", server + " is none of the servers that the tunnel leads to");
                  });
        });
    return tunnel;
  }

  /** The first number of what the router said last. */
  static int known(Handle handle, RouterRow router) {
    return handle.attach(RouterDao.class).tested(List.of(router.id())).stream()
        .flatMap(tested -> Optional.ofNullable(tested.version()).stream())
        .flatMap(version -> RouterOsVersion.parse(version).stream())
        .map(RouterOsVersion::major)
        .findFirst()
        .orElse(NEWEST);
  }

  private BrasSetup setup(
      Handle handle, RouterRow router, SetupChoice choice, int version, Optional<String> secret) {
    if (choice.radius().isEmpty()) {
      throw Problem.unprocessable("radius", "is missing: the address of a RADIUS server of ours");
    }
    choice.radius().forEach(address -> matching("radius", address, ADDRESS, "an IPv4 address"));
    choice.dns().forEach(address -> matching("dns", address, ADDRESS, "an IPv4 address"));
    Integer port = choice.portalPort();
    if (port == null || port < 1 || port > 65535) {
      throw Problem.unprocessable("portalPort", "must be the port of our page, 1 to 65535");
    }
    Optional<RouterTunnel> tunnel = tunnel(handle, router, choice, version);
    return new BrasSetup(
        version,
        choice.radius(),
        secret,
        tunnel
            .map(RouterTunnel::address)
            .or(() -> Optional.ofNullable(router.address()))
            .filter(ADDRESS),
        handle.attach(SetupDao.class).isAnsweredElsewhere(router.id()),
        router.coaPort(),
        matching("interface", choice.interfaceName(), ASCII, "the name of a port, in ASCII"),
        matching("localAddress", choice.localAddress(), ADDRESS, "an IPv4 address"),
        pools(
            choice.pools().isEmpty() ? HeldPools.of(handle, router.id()) : choice.pools(),
            router,
            handle.attach(SetupDao.class).pools()),
        choice.dns(),
        matching("isolationList", router.isolationList(), ASCII, "ASCII"),
        matching("portal", choice.portal(), ADDRESS, "the IPv4 address of our page"),
        port,
        payHosts.apply(handle),
        tunnel,
        secret.flatMap(it -> tunnel).map(it -> tunnels.secrets(handle, router.id())),
        TunnelService.kind(handle, router.id()));
  }

  String secret(Handle handle, RouterRow router) {
    byte[] clear =
        sealer.open(
            handle.attach(SetupDao.class).secret(router.id()), "router:" + router.id() + ":secret");
    return matching("secret", new String(clear, StandardCharsets.UTF_8), ASCII, "ASCII here");
  }

  /** In the order given; no range is invented for one that plans or isolation need. */
  private static Map<String, String> pools(
      List<String> given, RouterRow router, List<String> ofPlans) {
    Map<String, String> pools = new LinkedHashMap<>();
    for (String pool : given) {
      int equals = pool.lastIndexOf('=');
      String name = equals < 0 ? "" : pool.substring(0, equals);
      matching("pool", name, ASCII, "NAME=RANGES, its name in ASCII");
      String ranges = pool.substring(equals + 1);
      pools.put(name, matching("pool", ranges, HeldPools::areRanges, "NAME=10.0.0.2-10.0.0.254"));
    }
    for (String name : ofPlans) {
      needs(pools, name);
    }
    needs(pools, router.isolationPool());
    if (pools.keySet().iterator().next().equals(router.isolationPool())) {
      throw Problem.unprocessable("pool", "names first the pool of plans that have none");
    }
    return pools;
  }

  private static void needs(Map<String, String> pools, String name) {
    if (!pools.containsKey(name)) {
      throw Problem.unprocessable(
          "pool", "lacks ranges of " + name + ", as in NAME=10.0.0.2-10.0.0.254");
    }
  }

  private static String matching(
      String field, @Nullable String value, Predicate<String> right, String what) {
    if (value == null) {
      throw Problem.unprocessable(field, "is missing: " + what);
    }
    if (!right.test(value)) {
      throw Problem.unprocessable(field, "is not " + what);
    }
    return value;
  }
}
