package id.gerbang.radius.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Places that an Accept holds for 30 s, until its Start: of subscribers whose logins over the limit
 * are refused. At most so many subscribers have one; beyond that none is held, and convergence ends
 * what came of it.
 */
final class Reservations {

  static final Duration HELD = Duration.ofSeconds(30);

  private static final int MAX_SUBSCRIBERS = 200_000;
  private static final int MAX_OF_ONE = 64;

  private final Map<Long, List<Held>> bySubscriber = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  private record Held(Device device, long until) {}

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  Reservations(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What became of a wish. */
  enum Outcome {
    REFUSED,
    /** The device has a place by now. */
    HELD,
    /** There is a place, but no room to note it. */
    UNNOTED
  }

  /**
   * Holds a place, once a device.
   *
   * @param fits whether there is a place beside those that are held: asked with the subscriber
   *     locked, so that of two logins at once only one gets the last
   */
  Outcome hold(long subscriberId, Device device, Predicate<List<Device>> fits) {
    Outcome[] outcome = {Outcome.REFUSED};
    bySubscriber.compute(
        subscriberId,
        (id, known) -> {
          List<Held> held = known == null ? List.of() : unexpired(known);
          if (fits.test(held.stream().map(Held::device).toList())) {
            boolean room =
                known == null ? bySubscriber.size() < MAX_SUBSCRIBERS : held.size() < MAX_OF_ONE;
            outcome[0] = room ? Outcome.HELD : Outcome.UNNOTED;
            return room ? with(held, device, HELD) : nullIfEmpty(held);
          }
          return nullIfEmpty(held);
        });
    return outcome[0];
  }

  /** Those who hold one of a subscriber's places. */
  List<Device> devices(long subscriberId) {
    return unexpired(bySubscriber.getOrDefault(subscriberId, List.of())).stream()
        .map(Held::device)
        .toList();
  }

  /** Another node holds a place. */
  void heldElsewhere(long subscriberId, Device device, Duration rest) {
    bySubscriber.computeIfPresent(subscriberId, (id, held) -> with(unexpired(held), device, rest));
    if (bySubscriber.size() < MAX_SUBSCRIBERS) {
      bySubscriber.computeIfAbsent(subscriberId, id -> with(List.of(), device, rest));
    }
  }

  /** The device needs no place held: it has a session by now, or gets none. */
  void release(long subscriberId, Device device) {
    bySubscriber.computeIfPresent(
        subscriberId, (id, held) -> nullIfEmpty(without(unexpired(held), device)));
  }

  void expire() {
    bySubscriber
        .keySet()
        .forEach(
            subscriber ->
                bySubscriber.computeIfPresent(
                    subscriber, (id, held) -> nullIfEmpty(unexpired(held))));
  }

  int size() {
    return bySubscriber.size();
  }

  /** Never for less long than it has its place already. */
  private List<Held> with(List<Held> held, Device device, Duration rest) {
    long until = nanoTime.getAsLong() + rest.toNanos();
    for (Held one : held) {
      until = one.device().same(device) && one.until() - until > 0 ? one.until() : until;
    }
    List<Held> more = new ArrayList<>(without(held, device));
    more.add(new Held(device, until));
    return more;
  }

  private static List<Held> without(List<Held> held, Device device) {
    return held.stream().filter(one -> !one.device().same(device)).toList();
  }

  private List<Held> unexpired(List<Held> held) {
    long now = nanoTime.getAsLong();
    return held.stream().filter(one -> one.until() - now > 0).toList();
  }

  private static @Nullable List<Held> nullIfEmpty(List<Held> held) {
    return held.isEmpty() ? null : held;
  }
}
