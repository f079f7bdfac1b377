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

  /**
   * Takes in a row as it now stands in the table.
   *
   * @return the session, if it is open and a subscriber's
   */
  public Optional<OpenSession> follow(SessionRow row) {
    if (!row.open() || row.subscriberId().isEmpty()) {
      forget(row);
      return Optional.empty();
    }
    OpenSession fresh = OpenSession.of(row, row.subscriberId().get());
    OpenSession now =
        byKey.merge(
            row.key(),
            fresh,
            (known, next) ->
                known.generation() > next.generation()
                    ? known
                    : known.generation() == next.generation() && known.granted().isPresent()
                        ? next.holding(known.granted())
                        : next);
    bySubscriber
        .computeIfAbsent(now.subscriberId(), id -> ConcurrentHashMap.newKeySet())
        .add(row.key());
    return Optional.of(now);
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
      byKey.remove(row.key());
      bySubscriber.computeIfPresent(
          known.subscriberId(),
          (id, keys) -> {
            keys.remove(row.key());
            return keys.isEmpty() ? null : keys;
          });
    }
  }
}
