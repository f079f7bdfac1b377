package id.gerbang.radius.listen;

import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.subscriber.Router;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How long routers wait before they ask again, learned from their own retransmissions: of up to 32
 * requests at a time each, the shortest time between two copies. Until three were seen a router
 * counts as one of 300 ms.
 */
final class RouterPatience {

  private static final int WATCHED = 32;
  private static final int COPIES_NEEDED = 3;
  private static final long NETWORKS_OWN_COPY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long WATCHED_AT_MOST = TimeUnit.SECONDS.toNanos(5);

  private final Map<Long, Patience> byRouter = new ConcurrentHashMap<>();

  /** A request came for the first time: its Identifier is no longer that of one before it. */
  void asked(Router router, InetSocketAddress sender, RadiusPacket request, long now) {
    byRouter
        .computeIfAbsent(router.id(), id -> new Patience())
        .asked(sender.getPort() << 8 | request.identifier(), now);
  }

  /** A copy of it came. */
  void askedAgain(Router router, InetSocketAddress sender, RadiusPacket request, long now) {
    Patience patience = byRouter.get(router.id());
    if (patience != null) {
      patience.askedAgain(sender.getPort() << 8 | request.identifier(), now);
    }
  }

  /** Whether a router is known to wait longer than this for an answer. */
  boolean exceeds(Router router, long nanos) {
    Patience patience = byRouter.get(router.id());
    return patience != null && patience.copies >= COPIES_NEEDED && patience.shortest > nanos;
  }

  /** A request that is watched: its port and Identifier, and when it first came. */
  private record Watch(int request, long at) {}

  private static final class Patience {

    private final AtomicReferenceArray<Watch> watches = new AtomicReferenceArray<>(WATCHED);
    private volatile long shortest = Long.MAX_VALUE;
    private volatile int copies;

    void asked(int request, long now) {
      int slot = slot(request);
      Watch watch = watches.get(slot);
      boolean again = watch != null && watch.request() == request;
      if (watch == null || again || now - watch.at() > WATCHED_AT_MOST) {
        watches.set(slot, new Watch(request, now));
      }
    }

    void askedAgain(int request, long now) {
      int slot = slot(request);
      Watch watch = watches.get(slot);
      if (watch == null || watch.request() != request) {
        return;
      }
      long waited = now - watch.at();
      if (waited > NETWORKS_OWN_COPY
          && waited < WATCHED_AT_MOST
          && watches.compareAndSet(slot, watch, null)) {
        waited(waited);
      }
    }

    private synchronized void waited(long nanos) {
      shortest = Math.min(shortest, nanos);
      copies = Math.min(COPIES_NEEDED, copies + 1);
    }

    private static int slot(int request) {
      return Math.floorMod(request * 0x9e37_79b9, WATCHED * WATCHED) / WATCHED;
    }
  }
}
