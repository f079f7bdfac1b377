package id.gerbang.radius.listen;

import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.subscriber.Router;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long routers wait before they ask again, learned from their own retransmissions: of one
 * request at a time each, the shortest time between two copies. Until three were seen a router
 * counts as one of 300 ms.
 */
final class RouterPatience {

  private static final int COPIES_NEEDED = 3;
  private static final long NETWORKS_OWN_COPY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long WATCHED_AT_MOST = TimeUnit.SECONDS.toNanos(5);

  private final Map<Long, Watch> byRouter = new ConcurrentHashMap<>();

  /** A request came for the first time. */
  void asked(Router router, InetSocketAddress sender, RadiusPacket request, long now) {
    byRouter
        .computeIfAbsent(router.id(), id -> new Watch())
        .asked(sender, request.identifier(), now);
  }

  /** A copy of it came. */
  void askedAgain(Router router, InetSocketAddress sender, RadiusPacket request, long now) {
    Watch watch = byRouter.get(router.id());
    if (watch != null) {
      watch.askedAgain(sender, request.identifier(), now);
    }
  }

  /** Whether a router is known to wait longer than this for an answer. */
  boolean exceeds(Router router, long nanos) {
    Watch watch = byRouter.get(router.id());
    return watch != null && watch.copies >= COPIES_NEEDED && watch.shortest > nanos;
  }

  private static final class Watch {

    private InetSocketAddress sender = new InetSocketAddress(0);
    private int identifier;
    private volatile long at;
    private volatile boolean watching;
    private volatile long shortest = Long.MAX_VALUE;
    private volatile int copies;

    void asked(InetSocketAddress by, int which, long now) {
      if (watching && now - at < WATCHED_AT_MOST) {
        return;
      }
      watch(by, which, now);
    }

    private synchronized void watch(InetSocketAddress by, int which, long now) {
      sender = by;
      identifier = which;
      at = now;
      watching = true;
    }

    synchronized void askedAgain(InetSocketAddress by, int which, long now) {
      if (!watching || which != identifier || !by.equals(sender)) {
        return;
      }
      long waited = now - at;
      if (waited > NETWORKS_OWN_COPY && waited < WATCHED_AT_MOST) {
        shortest = Math.min(shortest, waited);
        copies = Math.min(COPIES_NEEDED, copies + 1);
        watching = false;
      }
    }
  }
}
