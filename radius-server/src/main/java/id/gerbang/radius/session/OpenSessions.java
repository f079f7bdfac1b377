package id.gerbang.radius.session;

import id.gerbang.core.session.Granted;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live sessions of known subscribers, in memory. Follows the table {@code session} row by row
 * as accounting is applied there; what a CoA granted is known here first.
 */
public final class OpenSessions {

  private final Map<SessionKey, OpenSession> byKey = new ConcurrentHashMap<>();
  private final Map<Long, Set<SessionKey>> bySubscriber = new ConcurrentHashMap<>();

  /** Of a snapshot, and not seen in the table since. */
  private final Set<SessionKey> unconfirmed = ConcurrentHashMap.newKeySet();

  /**
   * Takes in a row as it now stands in the table.
   *
   * @return the session, if it is open and a subscriber's
   */
  public Optional<OpenSession> follow(SessionRow row) {
    boolean fromSnapshot = unconfirmed.remove(row.key());
    if (!row.open() || row.subscriberId().isEmpty()) {
      forget(row);
      return Optional.empty();
    }
    OpenSession fresh = OpenSession.of(row, row.subscriberId().get());
    OpenSession now =
        byKey.merge(row.key(), fresh, (known, next) -> fromSnapshot ? next : newer(known, next));
    index(now);
    return Optional.of(now);
  }

  private static OpenSession newer(OpenSession known, OpenSession next) {
    if (known.generation() > next.generation()) {
      return known;
    }
    return known.generation() == next.generation() && known.granted().isPresent()
        ? next.holding(known.granted())
        : next;
  }

  private void index(OpenSession session) {
    bySubscriber
        .computeIfAbsent(session.subscriberId(), id -> ConcurrentHashMap.newKeySet())
        .add(session.key());
  }

  /** Takes in a session of a snapshot, until the table confirms it. */
  public void restore(OpenSession session) {
    unconfirmed.add(session.key());
    byKey.put(session.key(), session);
    index(session);
  }

  /** The whole table was followed: what it did not confirm ended while nobody looked. */
  public void confirmed() {
    unconfirmed.forEach(key -> find(key).ifPresent(this::remove));
    unconfirmed.clear();
  }

  /** Notes what a router has acknowledged. */
  public void granted(SessionKey key, Granted granted) {
    byKey.computeIfPresent(key, (same, session) -> session.holding(Optional.of(granted)));
  }

  public Optional<OpenSession> find(SessionKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  public List<OpenSession> ofSubscriber(long subscriberId) {
    return bySubscriber.getOrDefault(subscriberId, Set.of()).stream()
        .flatMap(key -> find(key).stream())
        .filter(session -> session.subscriberId() == subscriberId)
        .toList();
  }

  public Collection<OpenSession> all() {
    return byKey.values();
  }

  public int size() {
    return byKey.size();
  }

  private void forget(SessionRow row) {
    OpenSession known = byKey.get(row.key());
    if (known != null && known.generation() == row.generation()) {
      remove(known);
    }
  }

  private void remove(OpenSession session) {
    byKey.remove(session.key());
    bySubscriber.computeIfPresent(
        session.subscriberId(),
        (id, keys) -> {
          keys.remove(session.key());
          return keys.isEmpty() ? null : keys;
        });
  }
}
