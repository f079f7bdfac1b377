package id.gerbang.radius.heard;

import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What each router's packets say of the router itself: that it lives, where it is, whether it knows
 * its secret and signs. Written on the packet path: nothing here waits, and there are as many
 * entries as routers.
 */
public final class RouterWatch {

  private final RouterRegistry routers;
  private final Clock clock;
  private final Map<Long, Notes> notes = new ConcurrentHashMap<>();

  /** The latest of each, in epoch milliseconds; 0 for never. */
  private static final class Notes {
    private volatile long heard;
    private volatile long proven;
    private volatile @Nullable InetAddress provenAddress;
    private volatile long signed;
    private volatile long unsigned;
    private volatile long wrong;
    private volatile @Nullable WrongSecret wrongBy;
    private final LongAdder wrongs = new LongAdder();

    /** Whether any of it waits to be written: noted last, and taken back first. */
    private volatile boolean news;
  }

  public RouterWatch(RouterRegistry routers, Clock clock) {
    this.routers = routers;
    this.clock = clock;
  }

  /**
   * A request whose authenticator only the secret can make.
   *
   * @param at the address of ours that it was sent to, or any
   * @param nanos when it came, as {@link System#nanoTime}
   */
  public void proved(Router router, InetAddress from, InetAddress at, long nanos) {
    routers.found(router, from);
    routers.heard(router, at, nanos);
    Notes of = of(router);
    if (!from.equals(of.provenAddress)) {
      of.provenAddress = from;
    }
    of.proven = heard(of);
    noted(of);
  }

  /**
   * The same of an Access-Request with a right Message-Authenticator; EAP's is proved only, and
   * decides nothing further (RFC 3579 §3.2).
   */
  public void signed(Router router, InetAddress from, InetAddress at, long nanos) {
    proved(router, from, at, nanos);
    Notes of = of(router);
    of.signed = of.proven;
    noted(of);
    if (router.firstSigned().isEmpty()) {
      routers.signed(router, clock.instant());
    }
  }

  /** An Access-Request without Message-Authenticator: whose it is, nothing proves. */
  public void unsigned(Router router) {
    Notes of = of(router);
    of.unsigned = heard(of);
    noted(of);
  }

  /** A request that was made under another secret. */
  public void wrongSecret(Router router, WrongSecret by) {
    Notes of = of(router);
    of.wrongs.increment();
    of.wrongBy = by;
    of.wrong = heard(of);
    noted(of);
  }

  /** Not written again where it is said already: both event loops come by with each packet. */
  private static void noted(Notes of) {
    if (!of.news) {
      of.news = true;
    }
  }

  private Notes of(Router router) {
    Notes known = notes.get(router.id());
    return known != null ? known : notes.computeIfAbsent(router.id(), any -> new Notes());
  }

  private long heard(Notes of) {
    long now = clock.millis();
    of.heard = now;
    return now;
  }

  /** What is new since the last call; routers that are none any more are forgotten. */
  List<RouterFacts> take() {
    notes.keySet().removeIf(id -> routers.find(id).isEmpty());
    return notes.entrySet().stream()
        .filter(entry -> entry.getKey() != Router.TRY_ID)
        .filter(entry -> entry.getValue().news)
        .map(entry -> facts(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** What could not be written is said again; times are in memory anyway. */
  void giveBack(List<RouterFacts> facts) {
    for (RouterFacts fact : facts) {
      Notes of = notes.computeIfAbsent(fact.routerId(), any -> new Notes());
      of.wrongs.add(fact.wrongSecrets());
      noted(of);
    }
  }

  private static RouterFacts facts(long routerId, Notes of) {
    of.news = false;
    return new RouterFacts(
        routerId,
        instant(of.heard),
        instant(of.proven),
        Optional.ofNullable(of.provenAddress),
        instant(of.signed),
        instant(of.unsigned),
        instant(of.wrong),
        Optional.ofNullable(of.wrongBy),
        of.wrongs.sumThenReset());
  }

  private static Optional<Instant> instant(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
