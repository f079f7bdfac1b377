package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** When each session's answer changes by time alone: one instant a session, the next. */
final class Alarms {

  private final NavigableMap<Instant, Set<SessionKey>> byInstant = new TreeMap<>();
  private final Map<SessionKey, Instant> instants = new HashMap<>();

  void set(SessionKey session, Instant at) {
    clear(session);
    instants.put(session, at);
    byInstant.computeIfAbsent(at, any -> new HashSet<>()).add(session);
  }

  void clear(SessionKey session) {
    Instant at = instants.remove(session);
    if (at != null) {
      byInstant.computeIfPresent(
          at,
          (same, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
          });
    }
  }

  /** The sessions whose time has come; each is told of once. */
  List<SessionKey> due(Instant now) {
    List<SessionKey> due =
        byInstant.headMap(now, true).values().stream().flatMap(Set::stream).toList();
    due.forEach(this::clear);
    return due;
  }

  int size() {
    return byInstant.values().stream().mapToInt(Set::size).sum();
  }
}
