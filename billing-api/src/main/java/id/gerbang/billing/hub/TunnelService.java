package id.gerbang.billing.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.router.RouterRow;
import id.gerbang.billing.router.RouterService;
import id.gerbang.core.seal.Sealer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Gives routers their addresses in tunnels, and tells their set-up what to make of them. */
public final class TunnelService {

  private static final int PASSWORD_LENGTH = 24;
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private final Clock clock;
  private final Sealer sealer;
  private final SecureRandom random = new SecureRandom();

  public TunnelService(Clock clock, Sealer sealer) {
    this.clock = clock;
    this.sealer = sealer;
  }

  TunnelView find(Handle handle, Ref ref) {
    TunnelRow tunnel = row(handle, RouterService.row(handle, ref));
    return tunnel.view(HubService.row(handle, Ref.id(tunnel.hubId())));
  }

  /** An address once allotted stays the router's as long as it stays with the hub. */
  TunnelView put(Handle handle, Ref ref, SaveTunnel request, Actor actor) {
    RouterRow router = RouterService.row(handle, ref);
    long wanted = request.hubId() == null ? -1 : request.hubId();
    HubRow hub =
        handle
            .attach(HubDao.class)
            .lock(wanted)
            .orElseThrow(() -> Problem.unprocessable("hubId", "is the id of no hub"));
    if (request.publicKey() != null && !SaveHub.KEY.matcher(request.publicKey()).matches()) {
      throw Problem.unprocessable("publicKey", "is the router's key, 44 characters");
    }
    TunnelDao dao = handle.attach(TunnelDao.class);
    Optional<TunnelRow> before = dao.find(router.id());
    if (before.filter(it -> !kind(handle, it).text().equals(hub.kind())).isPresent()) {
      throw Problem.conflict(
          "hubId",
          "is of another kind: leave the tunnel that there is first, and apply the set-up");
    }
    String address =
        before
            .filter(it -> it.hubId() == hub.id())
            .map(TunnelRow::address)
            .orElseGet(() -> free(hub, dao.taken(hub.id())));
    Instant now = clock.instant();
    dao.put(
        router.id(),
        hub.id(),
        address,
        request.publicKey(),
        sealer.seal(password().getBytes(UTF_8), sealedTo(router.id())),
        now);
    Audit.write(
        handle,
        now,
        actor,
        "router.tunnel",
        "router:" + router.id(),
        Map.of("name", router.name(), "hub", hub.name(), "address", address));
    return find(handle, ref);
  }

  /** It is taken off the router by the next set-up; until then the address stays its own. */
  void leave(Handle handle, Ref ref, Actor actor) {
    RouterRow router = RouterService.row(handle, ref);
    TunnelRow tunnel = row(handle, router);
    if (tunnel.isRouters()) {
      throw Problem.conflict(
          "address",
          "of the router's record is the tunnel's: give it another one first (PUT /routers/%d)"
              .formatted(router.id()));
    }
    Instant now = clock.instant();
    handle.attach(TunnelDao.class).leave(router.id(), now);
    Audit.write(
        handle,
        now,
        actor,
        "router.leave-tunnel",
        "router:" + router.id(),
        Map.of("name", router.name(), "address", tunnel.address()));
  }

  private static String free(HubRow hub, Set<String> taken) {
    TunnelNetwork network = hub.tunnelNetwork();
    for (int n = 0; n < network.room(); n++) {
      String address = network.routerAddress(n);
      if (!taken.contains(address) && !hub.servers().contains(address)) {
        return address;
      }
    }
    throw Problem.conflict("hubId", "has no address left in " + network);
  }

  private static TunnelRow row(Handle handle, RouterRow router) {
    return handle
        .attach(TunnelDao.class)
        .find(router.id())
        .orElseThrow(() -> Problem.notFound("tunnel of router " + router.id()));
  }

  /** Which kind is on the router, or was and is to be taken off it. */
  public static Optional<HubKind> kind(Handle handle, long routerId) {
    return handle.attach(TunnelDao.class).find(routerId).map(tunnel -> kind(handle, tunnel));
  }

  private static HubKind kind(Handle handle, TunnelRow tunnel) {
    return HubKind.of(HubService.row(handle, Ref.id(tunnel.hubId())).kind());
  }

  /** Empty: the router has none, or is to have none any more. */
  public static Optional<RouterTunnel> of(Handle handle, long routerId) {
    return handle
        .attach(TunnelDao.class)
        .find(routerId)
        .filter(tunnel -> tunnel.leftAt() == null)
        .map(tunnel -> half(tunnel, HubService.row(handle, Ref.id(tunnel.hubId()))));
  }

  private static RouterTunnel half(TunnelRow tunnel, HubRow hub) {
    TunnelNetwork network = hub.tunnelNetwork();
    return new RouterTunnel(
        HubKind.of(hub.kind()),
        hub.publicAddress(),
        hub.port(),
        Objects.requireNonNullElse(hub.publicKey(), ""),
        hub.network(),
        network.prefix(),
        hub.servers().stream().filter(server -> !network.contains(server)).toList(),
        tunnel.address(),
        tunnel.username(),
        tunnel.isRouters());
  }

  /** Of a router that has a tunnel. */
  public TunnelSecrets secrets(Handle handle, long routerId) {
    TunnelRow tunnel = handle.attach(TunnelDao.class).find(routerId).orElseThrow();
    return new TunnelSecrets(
        HubService.password(handle, sealer, routerId),
        HubService.ipsec(handle, sealer, tunnel.hubId()));
  }

  /** What the router has made for itself. */
  public static void tells(Handle handle, long routerId, String publicKey) {
    handle.attach(TunnelDao.class).tells(routerId, publicKey);
  }

  /** Nothing of it is on the router any more: its address is free. */
  public static void gone(Handle handle, long routerId) {
    handle.attach(TunnelDao.class).gone(routerId);
  }

  static String sealedTo(long routerId) {
    return "router:" + routerId + ":tunnel";
  }

  private String password() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
