package id.gerbang.radius.subscriber;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Every router, by address, by id and by name. Read on the packet path without a lock: a change
 * replaces the whole picture.
 */
public final class RouterRegistry {

  private volatile Picture picture = new Picture(Map.of(), Map.of(), Map.of());
  private final Map<Long, AtomicLong> heard = new ConcurrentHashMap<>();
  private final Consumer<Router> onFirstSigned;

  private record Picture(
      Map<InetAddress, Router> byAddress, Map<Long, Router> byId, Map<String, Router> byName) {}

  /**
   * @param onFirstSigned told, once a router, of its first valid Message-Authenticator
   */
  public RouterRegistry(Consumer<Router> onFirstSigned) {
    this.onFirstSigned = onFirstSigned;
  }

  public Optional<Router> at(InetAddress address) {
    return Optional.ofNullable(picture.byAddress.get(address));
  }

  public Optional<Router> find(long id) {
    return Optional.ofNullable(picture.byId.get(id));
  }

  public Optional<Router> named(String name) {
    return Optional.ofNullable(picture.byName.get(name));
  }

  public Collection<Router> all() {
    return picture.byId.values();
  }

  /** Notes that an authentic packet of a router came to this node. */
  public void heard(Router router, long nanos) {
    heard.computeIfAbsent(router.id(), any -> new AtomicLong()).set(nanos);
  }

  /** When a router was last heard by this node since its start, as {@link System#nanoTime}. */
  public OptionalLong lastHeard(long id) {
    AtomicLong nanos = heard.get(id);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos.get());
  }

  /** Every router's id but the built-in one's. */
  public Set<Long> ids() {
    Set<Long> ids = new TreeSet<>(picture.byId.keySet());
    ids.remove(Router.TRY_ID);
    return ids;
  }

  /** Notes a valid Message-Authenticator: under {@code auto} it is required from now on. */
  public void signed(Router router, Instant now) {
    if (router.firstSigned().isEmpty() && router.id() != Router.TRY_ID) {
      learn(router.id(), now).ifPresent(onFirstSigned);
    }
  }

  /** Puts a new picture in place; what was learned meanwhile is kept. */
  public synchronized void replace(Collection<Router> routers) {
    Map<InetAddress, Router> byAddress = new HashMap<>();
    Map<Long, Router> byId = new HashMap<>();
    Map<String, Router> byName = new HashMap<>();
    for (Router fresh : routers) {
      Router known = picture.byId.get(fresh.id());
      Router router =
          known != null && fresh.firstSigned().isEmpty() && known.firstSigned().isPresent()
              ? fresh.signedAt(known.firstSigned().get())
              : fresh;
      byAddress.put(router.address(), router);
      byId.put(router.id(), router);
      byName.put(router.name(), router);
    }
    picture = new Picture(byAddress, byId, byName);
    heard.keySet().retainAll(byId.keySet());
  }

  /** The picture may have changed since the packet was checked: what it says now is kept. */
  private synchronized Optional<Router> learn(long id, Instant now) {
    Router current = picture.byId.get(id);
    if (current == null || current.firstSigned().isPresent()) {
      return Optional.empty();
    }
    Router learned = current.signedAt(now);
    Map<Long, Router> routers = new HashMap<>(picture.byId);
    routers.put(id, learned);
    replace(routers.values());
    return Optional.of(learned);
  }
}
