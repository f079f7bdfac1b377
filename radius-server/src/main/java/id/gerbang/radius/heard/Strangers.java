package id.gerbang.radius.heard;

import id.gerbang.radius.ops.Counters;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who asked lately and is no router of ours, until it is written down. Anybody can forge an
 * address, so there is room for a thousand at a time; further ones are counted and not kept.
 */
public final class Strangers {

  static final int ROOM = 1_000;

  private final Map<Key, Stranger> seen = new ConcurrentHashMap<>();
  private final Counters counters;
  private final Clock clock;

  private record Key(InetAddress address, String identifier) {}

  public Strangers(Counters counters, Clock clock) {
    this.counters = counters;
    this.clock = clock;
    counters.gauge("gerbang_radius_strangers", seen::size);
  }

  /**
   * Notes a request from an address that is no router's.
   *
   * @param identifier its NAS-Identifier; empty if it gave none
   */
  public void note(InetAddress address, String identifier) {
    Instant now = clock.instant();
    keep(new Stranger(address, identifier, now, now, 1));
  }

  private void keep(Stranger stranger) {
    Key key = new Key(stranger.address(), stranger.identifier());
    if (seen.size() >= ROOM && !seen.containsKey(key)) {
      counters.count("gerbang_radius_strangers_not_kept_total");
      return;
    }
    seen.merge(key, stranger, Stranger::and);
  }

  /** All of them, and makes room for new ones. */
  List<Stranger> take() {
    return List.copyOf(seen.keySet()).stream()
        .flatMap(key -> Optional.ofNullable(seen.remove(key)).stream())
        .toList();
  }

  void giveBack(List<Stranger> strangers) {
    strangers.forEach(this::keep);
  }
}
