package id.gerbang.radius.subscriber;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every router, by address, by id, by name and, for those that may move, by NAS-Identifier. Read on
 * the packet path without a lock: a change replaces the whole picture.
 */
public final class RouterRegistry {

  private volatile Picture picture = Picture.of(List.of());
  private final Map<Long, Heard> heard = new ConcurrentHashMap<>();

  /** Of those that move; beside the picture, since a move may be as frequent as packets are. */
  private final Map<Long, InetAddress> places = new ConcurrentHashMap<>();

  private final Consumer<Router> onFirstSigned;

  /** What the last authentic packet of a router said of the way that it took. */
  private static final class Heard {
    private volatile long nanos;
    private volatile @Nullable InetAddress at;
  }

  private record Picture(
      Map<InetAddress, Router> byAddress,
      Map<Long, Router> byId,
      Map<String, Router> byName,
      Map<String, List<Router>> byIdentifier) {

    static Picture of(Collection<Router> routers) {
      Picture fresh =
          new Picture(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
      for (Router router : routers) {
        router.where().address().ifPresent(address -> fresh.byAddress.put(address, router));
        fresh.byId.put(router.id(), router);
        fresh.byName.put(router.name(), router);
        router
            .where()
            .identifier()
            .ifPresent(
                identifier ->
                    fresh
                        .byIdentifier
                        .computeIfAbsent(identifier, any -> new ArrayList<>())
                        .add(router));
      }
      return fresh;
    }
  }

  /**
   * @param onFirstSigned told, once a router, of its first valid Message-Authenticator
   */
  public RouterRegistry(Consumer<Router> onFirstSigned) {
    this.onFirstSigned = onFirstSigned;
  }

  public Optional<Router> at(InetAddress address) {
    return Optional.ofNullable(picture.byAddress.get(address));
  }

  /** By its address, or as the only one that was last there. */
  public Optional<Long> idAt(InetAddress address) {
    return at(address)
        .or(
            () -> {
              List<Router> there =
                  all().stream()
                      .filter(router -> router.where().now().equals(Optional.of(address)))
                      .limit(2)
                      .toList();
              return there.size() == 1 ? Optional.of(there.get(0)) : Optional.empty();
            })
        .map(Router::id);
  }

  public Optional<Router> find(long id) {
    return Optional.ofNullable(picture.byId.get(id)).map(this::placed);
  }

  public Optional<Router> named(String name) {
    return Optional.ofNullable(picture.byName.get(name));
  }

  public Collection<Router> all() {
    return picture.byId.values().stream().map(this::placed).toList();
  }

  private Router placed(Router router) {
    InetAddress place = places.get(router.id());
    return place == null ? router : router.at(place);
  }

  /** Those that may move and call themselves so; which of them it is only a secret can tell. */
  public List<Router> identified(String identifier) {
    return picture.byIdentifier.getOrDefault(identifier, List.of());
  }

  /**
   * Notes that an authentic packet of a router came to this node.
   *
   * @param at the address of ours that it was sent to, or any
   */
  public void heard(Router router, InetAddress at, long nanos) {
    Heard known = heard.get(router.id());
    Heard of = known != null ? known : heard.computeIfAbsent(router.id(), any -> new Heard());
    of.nanos = nanos;
    if (!at.equals(of.at)) {
      of.at = at;
    }
  }

  /** When a router was last heard by this node since its start, as {@link System#nanoTime}. */
  public OptionalLong lastHeard(long id) {
    Heard of = heard.get(id);
    return of == null ? OptionalLong.empty() : OptionalLong.of(of.nanos);
  }

  /** Which address of ours a router has as its RADIUS server, as far as its packets told. */
  public Optional<InetAddress> askedAt(long id) {
    return Optional.ofNullable(heard.get(id))
        .map(of -> of.at)
        .filter(at -> !at.isAnyLocalAddress());
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

  /** Notes where a packet under a router's secret came from: one that moves gets its CoA there. */
  public void found(Router router, InetAddress place) {
    if (router.where().identifier().isPresent() && !place.equals(places.get(router.id()))) {
      places.put(router.id(), place);
    }
  }

  /** Puts a new picture in place; what was learned meanwhile is kept. */
  public synchronized void replace(Collection<Router> routers) {
    Map<Long, Router> known = picture.byId;
    picture =
        Picture.of(
            routers.stream()
                .map(
                    fresh ->
                        known.containsKey(fresh.id())
                            ? fresh.knowing(known.get(fresh.id()))
                            : fresh)
                .toList());
    heard.keySet().retainAll(picture.byId.keySet());
    places.keySet().retainAll(picture.byId.keySet());
  }

  /** The picture may have changed since the packet was checked: what it says now is kept. */
  private synchronized Optional<Router> learn(long id, Instant now) {
    Optional<Router> signed =
        find(id)
            .filter(current -> current.firstSigned().isEmpty())
            .map(current -> current.signedAt(now));
    if (signed.isPresent()) {
      Map<Long, Router> routers = new HashMap<>(picture.byId);
      routers.put(id, signed.get());
      picture = Picture.of(routers.values());
    }
    return signed;
  }
}
