package id.gerbang.radius.admission;

import id.gerbang.radius.ops.Counters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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

  /** Routers report whole seconds, and another node's clock need not be ours to the second. */
  private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Map<Long, List<HeldPlace>> bySubscriber = new ConcurrentHashMap<>();
  private final Counters counters;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  Reservations(Counters counters, LongSupplier nanoTime) {
    this.counters = counters;
    this.nanoTime = nanoTime;
    counters.gauge("gerbang_radius_reservations", this::size);
  }

  /**
   * Holds a place for one login.
   *
   * @param fits whether there is a place beside those that are held: asked with the subscriber
   *     locked, so that of two logins at once only one gets the last
   * @return empty where there is none
   */
  Optional<HeldPlace> hold(long subscriberId, Device device, Predicate<List<Device>> fits) {
    HeldPlace place = new HeldPlace(subscriberId, device, nanoTime.getAsLong());
    boolean[] refused = new boolean[1];
    bySubscriber.compute(
        subscriberId,
        (id, known) -> {
          List<HeldPlace> held = known == null ? List.of() : unexpired(known);
          refused[0] = !fits.test(devices(held));
          return refused[0] ? nullIfEmpty(held) : nullIfEmpty(with(held, place));
        });
    return refused[0] ? Optional.empty() : Optional.of(place);
  }

  /** Those who hold one of a subscriber's places; one that logged in more than once so often. */
  List<Device> devices(long subscriberId) {
    return devices(unexpired(bySubscriber.getOrDefault(subscriberId, List.of())));
  }

  /** Another node holds a place. */
  void heldElsewhere(long subscriberId, Device device, Duration rest) {
    long since = nanoTime.getAsLong() - HELD.minus(rest).toNanos();
    bySubscriber.compute(
        subscriberId,
        (id, known) ->
            nullIfEmpty(
                with(
                    known == null ? List.of() : unexpired(known),
                    new HeldPlace(subscriberId, device, since))));
  }

  /** It gets no session. */
  void giveUp(HeldPlace place) {
    bySubscriber.computeIfPresent(
        place.subscriberId(),
        (id, held) -> nullIfEmpty(held.stream().filter(one -> one != place).toList()));
  }

  boolean has(long subscriberId) {
    return bySubscriber.containsKey(subscriberId);
  }

  /**
   * The device has a session, and needs no place held that it had when that began. One that is
   * older says nothing of later logins.
   */
  void begun(long subscriberId, Device device, Duration ago) {
    long latest = nanoTime.getAsLong() - ago.toNanos() + SLACK_NANOS;
    bySubscriber.computeIfPresent(
        subscriberId,
        (id, held) ->
            nullIfEmpty(
                held.stream()
                    .filter(one -> one.since() - latest > 0 || !one.device().same(device))
                    .toList()));
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

  /** With one more, as far as there is room. */
  private List<HeldPlace> with(List<HeldPlace> held, HeldPlace place) {
    if (held.isEmpty() ? bySubscriber.size() < MAX_SUBSCRIBERS : held.size() < MAX_OF_ONE) {
      List<HeldPlace> more = new ArrayList<>(held.size() + 1);
      more.addAll(held);
      more.add(place);
      return more;
    }
    counters.count("gerbang_radius_reservations_dropped_total");
    return held;
  }

  private static List<Device> devices(List<HeldPlace> held) {
    return held.isEmpty() ? List.of() : held.stream().map(HeldPlace::device).toList();
  }

  private List<HeldPlace> unexpired(List<HeldPlace> held) {
    long now = nanoTime.getAsLong();
    return held.stream().filter(one -> now - one.since() < HELD.toNanos()).toList();
  }

  private static @Nullable List<HeldPlace> nullIfEmpty(List<HeldPlace> held) {
    return held.isEmpty() ? null : held;
  }
}
