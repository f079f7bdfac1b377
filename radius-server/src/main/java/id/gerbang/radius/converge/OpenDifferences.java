package id.gerbang.radius.converge;

import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Which open sessions do not hold what they are entitled to, and since when: written by the thread
 * that decides, read by the one that keeps the table {@code difference}. At most one a session.
 */
final class OpenDifferences {

  private static final int UNWRITTEN_AT_MOST = 100_000;

  private final Map<SessionKey, Entry> open = new HashMap<>();
  private final Set<SessionKey> unwritten = new LinkedHashSet<>();
  private boolean overflowed;

  /** What the subscriber notices of it. */
  enum Kind {
    /** Entitled to the internet and kept in the walled garden: paid but blocked. */
    BLOCKED,
    /** Entitled to less than it has: unpaid but online. */
    ONLINE,
    OTHER
  }

  /** How far its closing has come. */
  enum State {
    WAITING,
    SENT,
    /** The router says that it is done; nothing proves it yet. */
    UNPROVED,
    /** The router will not; somebody has to look. */
    REFUSED
  }

  /**
   * A session that is not equal.
   *
   * @param held empty when nothing says what it holds
   * @param detail what the router said, where somebody has to look
   */
  record Entry(
      SessionKey key,
      int generation,
      long subscriberId,
      Kind kind,
      Instant since,
      long sinceNanos,
      Optional<Reason> held,
      Reason entitled,
      Reason cause,
      State state,
      String detail) {

    /** Of now. */
    static Entry of(OpenSession session, Act act, Progress progress, Instant now) {
      Optional<Reason> held = session.granted().map(Granted::reason);
      return new Entry(
          session.key(),
          session.generation(),
          session.subscriberId(),
          OpenDifferences.kind(held, act),
          now,
          System.nanoTime(),
          held,
          act.reason(),
          act.cause(),
          progress.state(),
          progress.alarm);
    }

    private Entry since(Entry earlier) {
      return new Entry(
          key,
          generation,
          subscriberId,
          kind,
          earlier.since,
          earlier.sinceNanos,
          held,
          entitled,
          cause,
          state,
          detail);
    }
  }

  /** What the table has to be told: rows to be there, and keys of rows to be gone. */
  record Changes(List<Entry> present, List<SessionKey> gone) {

    boolean isEmpty() {
      return present.isEmpty() && gone.isEmpty();
    }
  }

  static Kind kind(Optional<Reason> held, Act act) {
    boolean blocked = held.map(Reason::isolated).orElse(false);
    if (act.opens() && blocked) {
      return Kind.BLOCKED;
    }
    return !act.opens() && !blocked ? Kind.ONLINE : Kind.OTHER;
  }

  /** Notes one; it is as old as it was while it stays of the same kind. */
  synchronized void put(Entry entry) {
    Entry known = open.get(entry.key());
    Entry next =
        known != null && known.kind() == entry.kind() && known.generation() == entry.generation()
            ? entry.since(known)
            : entry;
    if (!next.equals(known)) {
      open.put(entry.key(), next);
      changed(entry.key());
    }
  }

  synchronized void closed(SessionKey key) {
    if (open.remove(key) != null) {
      changed(key);
    }
  }

  /** While the table can't be reached, it is cheaper to write everything once more afterwards. */
  private void changed(SessionKey key) {
    unwritten.add(key);
    if (unwritten.size() > UNWRITTEN_AT_MOST) {
      unwritten.clear();
      overflowed = true;
    }
  }

  /** Whether changes were forgotten since it was asked last: all routers are to be done again. */
  synchronized boolean overflowed() {
    boolean since = overflowed;
    overflowed = false;
    return since;
  }

  /** What changed since it was asked last, of some routers; of others it is forgotten. */
  synchronized Changes changes(int atMost, LongPredicate routers) {
    List<Entry> present = new ArrayList<>();
    List<SessionKey> gone = new ArrayList<>();
    Iterator<SessionKey> keys = unwritten.iterator();
    while (keys.hasNext() && present.size() + gone.size() < atMost) {
      SessionKey key = keys.next();
      keys.remove();
      if (routers.test(key.routerId())) {
        Optional.ofNullable(open.get(key)).ifPresentOrElse(present::add, () -> gone.add(key));
      }
    }
    return new Changes(present, gone);
  }

  /** They were not written after all. */
  synchronized void putBack(Changes changes) {
    changes.present().forEach(entry -> unwritten.add(entry.key()));
    unwritten.addAll(changes.gone());
  }

  /** Everything of a router is to be written once more; tells what is open there. */
  synchronized Set<SessionKey> again(long routerId) {
    Set<SessionKey> keys = new HashSet<>();
    for (SessionKey key : open.keySet()) {
      if (key.routerId() == routerId) {
        keys.add(key);
      }
    }
    unwritten.addAll(keys);
    return keys;
  }

  synchronized long count(Kind kind, LongPredicate routers) {
    return open.values().stream().filter(entry -> is(entry, kind, routers)).count();
  }

  synchronized Duration oldest(Kind kind, LongPredicate routers, long now) {
    return Duration.ofNanos(
        open.values().stream()
            .filter(entry -> is(entry, kind, routers))
            .mapToLong(entry -> now - entry.sinceNanos())
            .max()
            .orElse(0));
  }

  private static boolean is(Entry entry, Kind kind, LongPredicate routers) {
    return entry.kind() == kind && routers.test(entry.key().routerId());
  }

  /** As the table spells them. */
  static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
