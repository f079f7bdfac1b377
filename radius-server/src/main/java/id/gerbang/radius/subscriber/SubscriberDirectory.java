package id.gerbang.radius.subscriber;

import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Reason;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.session.Station;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every subscriber in memory: the packet path asks here and never the database. Written by the
 * change feed, and before it has begun by the snapshot.
 */
public final class SubscriberDirectory {

  private static final Duration STALE_AFTER = Duration.ofMinutes(5);

  private final Map<String, Subscriber> byName = new ConcurrentHashMap<>();
  private final Map<Long, Subscriber> byId = new ConcurrentHashMap<>();
  private final LearnedMacs macs;
  private final Set<Long> unreadable = ConcurrentHashMap.newKeySet();
  private final Timepiece clock;
  private volatile @Nullable Known known;

  /**
   * Up to when everything committed is known.
   *
   * @param nanos by the monotonic clock, when that was noted
   * @param ageThen how long ago it was already: of a snapshot
   */
  private record Known(Instant until, long nanos, Duration ageThen, boolean ofSnapshot) {}

  public SubscriberDirectory(Timepiece clock) {
    this(clock, (subscriber, mac, at) -> {});
  }

  /**
   * @param learned told of each first MAC
   */
  public SubscriberDirectory(Timepiece clock, LearnedMacs.Listener learned) {
    this.clock = clock;
    this.macs = new LearnedMacs(learned);
  }

  /** The MACs that subscribers first logged in with. */
  public LearnedMacs macs() {
    return macs;
  }

  public Optional<Subscriber> find(String username) {
    return Optional.ofNullable(byName.get(username));
  }

  public Optional<Subscriber> find(long subscriberId) {
    return Optional.ofNullable(byId.get(subscriberId));
  }

  /** Whose name this is: exactly, or as the MAC of a device, however its router writes it. */
  public Optional<Subscriber> named(String name) {
    Optional<Subscriber> exact = find(name);
    if (exact.isPresent()) {
      return exact;
    }
    Station device = Station.of(name);
    return device.isMac()
        ? find(device.text()).filter(subscriber -> subscriber.entitlement().sessions().macLogin())
        : Optional.empty();
  }

  /** The directory's own object for a username, or the one given: so that it is kept once. */
  public String sharedName(String username) {
    return find(username).map(known -> known.entitlement().username()).orElse(username);
  }

  /** Whether there is such a subscriber, of whom nothing can be told: it is not a deleted one. */
  public boolean isUnreadable(long subscriberId) {
    return unreadable.contains(subscriberId);
  }

  /** Whether it was ever filled: before that there is nothing to say to a router. */
  public boolean loaded() {
    return known != null;
  }

  /** Whether all it knows is from a snapshot: the database was not reached since the start. */
  public boolean fromSnapshot() {
    Known now = known;
    return now != null && now.ofSnapshot();
  }

  /** Up to when everything committed is known; empty before it is loaded. */
  public Optional<Instant> knownUntil() {
    return Optional.ofNullable(known).map(Known::until);
  }

  /** Each subscriber once, as it stands when its turn comes. */
  public void forEach(Consumer<Subscriber> consumer) {
    byId.values().forEach(consumer);
  }

  public int size() {
    return byId.size();
  }

  /** How old the knowledge is; empty before it is loaded. */
  public Optional<Duration> age() {
    return Optional.ofNullable(known)
        .map(at -> at.ageThen().plusNanos(clock.nanoTime() - at.nanos()));
  }

  /** Whether the knowledge is too old to narrow anybody by it. */
  public boolean stale() {
    return age().map(age -> age.compareTo(STALE_AFTER) > 0).orElse(true);
  }

  /**
   * What a subscriber gets now. While the knowledge is stale, an expiry after the last refresh is
   * not enforced: a renewal may have been missed (GRACE).
   */
  public Decision decide(Subscriber subscriber, RouterPolicy router, Instant now) {
    Entitlement entitlement = subscriber.entitlement();
    if (!mayBeRenewed(entitlement, now)) {
      return AccessPolicy.decide(entitlement, router, now);
    }
    // The end is past: a Session-Timeout made of it would have the router enforce it after all.
    Decision decision = AccessPolicy.decide(entitlement.endless(), router, now);
    return decision instanceof Decision.Accept accept && accept.reason() == Reason.ACTIVE
        ? new Decision.Accept(Reason.GRACE, accept.grant(), Optional.empty())
        : decision;
  }

  private boolean mayBeRenewed(Entitlement entitlement, Instant now) {
    Known last = known;
    Optional<Instant> end = entitlement.activeUntil();
    return last != null
        && end.isPresent()
        && !now.isBefore(end.get())
        && end.get().isAfter(last.until())
        && stale();
  }

  public void put(Subscriber subscriber) {
    long id = subscriber.entitlement().subscriberId();
    String name = subscriber.entitlement().username();
    unreadable.remove(id);
    Subscriber before = byId.put(id, subscriber);
    byName.put(name, subscriber);
    if (before != null && !before.entitlement().username().equals(name)) {
      byName.remove(before.entitlement().username(), before);
    }
  }

  /** Its row is there but can't be read: it can't log in, and nothing follows for its sessions. */
  void putUnreadable(long subscriberId) {
    withdraw(subscriberId);
    unreadable.add(subscriberId);
  }

  void remove(long subscriberId) {
    macs.forget(subscriberId);
    unreadable.remove(subscriberId);
    withdraw(subscriberId);
  }

  private void withdraw(long subscriberId) {
    Subscriber gone = byId.remove(subscriberId);
    if (gone != null) {
      byName.remove(gone.entitlement().username(), gone);
    }
  }

  /** Forgets whoever is not among these: after a full reload. */
  void retain(Collection<Long> subscriberIds) {
    Stream.concat(byId.keySet().stream(), unreadable.stream())
        .filter(id -> !subscriberIds.contains(id))
        .toList()
        .forEach(this::remove);
    macs.retain(subscriberIds);
  }

  /** Forgets everybody: what a snapshot put in before it proved damaged. */
  public void clear() {
    byId.clear();
    byName.clear();
    unreadable.clear();
    macs.clear();
  }

  /** Notes that everything committed up to now is known. */
  void refreshed() {
    known = new Known(clock.instant(), clock.nanoTime(), Duration.ZERO, false);
  }

  /**
   * Notes that a snapshot was put in, and up to when it knew everything. An instant ahead of ours
   * is as doubtful as one behind: one of the two clocks was wrong.
   */
  public void restored(Instant until) {
    Duration age = Duration.between(until, clock.instant()).abs();
    known = new Known(until, clock.nanoTime(), age, true);
  }
}
