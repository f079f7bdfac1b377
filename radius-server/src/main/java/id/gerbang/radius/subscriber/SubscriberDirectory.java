package id.gerbang.radius.subscriber;

import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Reason;
import id.gerbang.core.router.RouterPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every subscriber in memory: the packet path asks here and never the database. Written by the
 * change feed alone.
 */
public final class SubscriberDirectory {

  private static final Duration STALE_AFTER = Duration.ofMinutes(5);

  private final Map<String, Subscriber> byName = new ConcurrentHashMap<>();
  private final Map<Long, Subscriber> byId = new ConcurrentHashMap<>();
  private final Clock clock;
  private volatile @Nullable Instant refreshedAt;

  public SubscriberDirectory(Clock clock) {
    this.clock = clock;
  }

  public Optional<Subscriber> find(String username) {
    return Optional.ofNullable(byName.get(username));
  }

  public Optional<Subscriber> find(long subscriberId) {
    return Optional.ofNullable(byId.get(subscriberId));
  }

  /** Whether it was ever filled: before that there is nothing to say to a router. */
  public boolean loaded() {
    return refreshedAt != null;
  }

  public int size() {
    return byId.size();
  }

  /** How old the knowledge is; empty before it is loaded. */
  public Optional<Duration> age() {
    return Optional.ofNullable(refreshedAt).map(at -> Duration.between(at, clock.instant()));
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
    Decision decision = AccessPolicy.decide(subscriber.entitlement(), router, now);
    Instant known = refreshedAt;
    if (decision.reason() == Reason.ACTIVE || known == null || !stale()) {
      return decision;
    }
    Decision then = AccessPolicy.decide(subscriber.entitlement(), router, known);
    return then instanceof Decision.Accept accept && accept.reason() == Reason.ACTIVE
        // The end is past: a Session-Timeout made of it would have the router enforce it after all.
        ? new Decision.Accept(Reason.GRACE, accept.grant().endless(), Optional.empty())
        : decision;
  }

  void put(Subscriber subscriber) {
    long id = subscriber.entitlement().subscriberId();
    String name = subscriber.entitlement().username();
    Subscriber before = byId.put(id, subscriber);
    byName.put(name, subscriber);
    if (before != null && !before.entitlement().username().equals(name)) {
      byName.remove(before.entitlement().username(), before);
    }
  }

  void remove(long subscriberId) {
    Subscriber gone = byId.remove(subscriberId);
    if (gone != null) {
      byName.remove(gone.entitlement().username(), gone);
    }
  }

  /** Forgets whoever is not among these: after a full reload. */
  void retain(Collection<Long> subscriberIds) {
    byId.keySet().stream().filter(id -> !subscriberIds.contains(id)).toList().forEach(this::remove);
  }

  /** Notes that everything committed up to now is known. */
  void refreshed() {
    refreshedAt = clock.instant();
  }
}
