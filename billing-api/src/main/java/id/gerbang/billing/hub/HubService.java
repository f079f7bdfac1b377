package id.gerbang.billing.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.http.AccessLog;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes and changes hubs, and writes their half of the tunnels. */
public final class HubService {

  private final Clock clock;
  private final Sealer sealer;

  public HubService(Clock clock, Sealer sealer) {
    this.clock = clock;
    this.sealer = sealer;
  }

  HubView create(Handle handle, SaveHub request, Actor actor) {
    HubRow hub = request.checked(true);
    Instant now = clock.instant();
    long id = handle.attach(HubDao.class).insert(hub, now);
    keepSecret(handle, id, request);
    Audit.write(handle, now, actor, "hub.create", "hub:" + id, settings(hub));
    return row(handle, Ref.id(id)).view();
  }

  /** What routers were told of it they are told anew by their set-up: the drift says whom. */
  HubView replace(Handle handle, Ref ref, SaveHub request, @Nullable String ifMatch, Actor actor) {
    HubRow to = request.checked(false);
    HubRow before = locked(handle, ref);
    ETags.check(ifMatch, before.version());
    if (!to.kind().equals(before.kind())) {
      throw Problem.unprocessable("kind", "stays what it is: make another hub");
    }
    if (before.routers() > 0 && !to.network().equals(before.network())) {
      throw Problem.conflict("network", "has addresses that routers have");
    }
    Instant now = clock.instant();
    handle.attach(HubDao.class).update(before.id(), to, now);
    keepSecret(handle, before.id(), request);
    Map<String, Object> changes = new HashMap<>(Audit.changes(settings(before), settings(to)));
    changes.put("secretChanged", request.ipsecSecret() != null);
    Audit.write(handle, now, actor, "hub.update", "hub:" + before.id(), changes);
    return row(handle, ref).view();
  }

  void archive(Handle handle, Ref ref, Actor actor) {
    HubRow hub = locked(handle, ref);
    if (hub.routers() > 0) {
      throw Problem.conflict(
          "routers", "%d routers have their tunnel to it".formatted(hub.routers()));
    }
    Instant now = clock.instant();
    handle.attach(HubDao.class).archive(hub.id(), now);
    Audit.write(handle, now, actor, "hub.archive", "hub:" + hub.id(), Map.of("name", hub.name()));
  }

  /**
   * The hub's half.
   *
   * @param system {@code linux} or {@code routeros}
   */
  String script(Handle handle, Actor actor, Ref ref, String system, boolean withSecrets) {
    HubRow hub = row(handle, ref);
    List<TunnelRow> tunnels =
        handle.attach(TunnelDao.class).of(hub.id()).stream()
            .filter(tunnel -> tunnel.leftAt() == null)
            .toList();
    HubScript script =
        new HubScript(hub, tunnels, secrets(handle, actor, hub, tunnels, withSecrets));
    return switch (system) {
      case "linux" -> script.linux();
      case "routeros" -> script.routerOs();
      default -> throw Problem.unprocessable("system", "is linux or routeros");
    };
  }

  private HubScript.Secrets secrets(
      Handle handle, Actor actor, HubRow hub, List<TunnelRow> tunnels, boolean with) {
    if (!with) {
      return new HubScript.Secrets("", Map.of());
    }
    String object = "hub:" + hub.id();
    Instant now = clock.instant();
    AccessLog.read(handle, now, actor, object);
    Audit.write(handle, now, actor, "hub.show-secrets", object, Map.of("name", hub.name()));
    Map<Long, String> passwords = new TreeMap<>();
    tunnels.forEach(
        tunnel -> passwords.put(tunnel.routerId(), password(handle, sealer, tunnel.routerId())));
    return new HubScript.Secrets(ipsec(handle, sealer, hub.id()), passwords);
  }

  static String password(Handle handle, Sealer sealer, long routerId) {
    return new String(
        sealer.open(
            handle.attach(TunnelDao.class).password(routerId), TunnelService.sealedTo(routerId)),
        UTF_8);
  }

  /** Empty: it has none. */
  static String ipsec(Handle handle, Sealer sealer, long hubId) {
    return Optional.ofNullable(handle.attach(HubDao.class).secret(hubId))
        .map(kept -> new String(sealer.open(kept, sealedTo(hubId)), UTF_8))
        .orElse("");
  }

  private void keepSecret(Handle handle, long id, SaveHub request) {
    if (request.ipsecSecret() != null) {
      handle
          .attach(HubDao.class)
          .secret(id, sealer.seal(request.ipsecSecret().bytes(), sealedTo(id)));
    }
  }

  private static String sealedTo(long id) {
    return "hub:" + id + ":ipsec";
  }

  private static HubRow locked(Handle handle, Ref ref) {
    HubRow hub = row(handle, ref);
    return handle
        .attach(HubDao.class)
        .lock(hub.id())
        .orElseThrow(() -> Problem.notFound("hub " + ref));
  }

  static HubRow row(Handle handle, Ref ref) {
    HubDao dao = handle.attach(HubDao.class);
    Optional<HubRow> found =
        switch (ref.kind()) {
          case ID -> dao.find(ref.id());
          case EXTERNAL -> dao.findExternal(ref.value());
          case NUMBER, USERNAME -> Optional.empty();
        };
    return found.orElseThrow(() -> Problem.notFound("hub " + ref));
  }

  private static Map<String, Object> settings(HubRow hub) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("name", hub.name());
    settings.put("kind", hub.kind());
    settings.put("publicAddress", hub.publicAddress());
    settings.put("port", hub.port());
    settings.put("publicKey", hub.publicKey());
    settings.put("network", hub.network());
    settings.put("servers", hub.servers());
    return settings;
  }
}
