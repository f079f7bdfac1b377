package id.gerbang.radius.session;

import id.gerbang.core.access.GrantTimes;
import id.gerbang.core.session.Granted;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The live sessions, in memory: at most 400 octets each. Follows the table {@code session} row by
 * row as accounting is applied there, by this node or another; what a CoA granted is known here
 * first. Those of nobody that is known, as by a secret of the router's own, are found by their
 * address alone: nobody else may have it. Read without a lock.
 */
public final class OpenSessions {

  /** In place of a reading of the table. */
  private static final int OF_SNAPSHOT = -1;

  /** Of subscribers. */
  private final Map<SessionKey, OpenSession> byKey = new ConcurrentHashMap<>();

  private final Map<SessionKey, OpenSession> nobodys = new ConcurrentHashMap<>();
  private final Map<Long, List<OpenSession>> bySubscriber = new ConcurrentHashMap<>();
  private final SessionsByAddress byAddress = new SessionsByAddress();

  /** For how long sessions were silent that lived nevertheless. */
  private final Map<SessionKey, Duration> rare = new ConcurrentHashMap<>();

  private final Texts texts;
  private int load;

  public OpenSessions() {
    this(UnaryOperator.identity());
  }

  /**
   * @param usernames the directory's object for a username, or the one given: kept once that way
   */
  public OpenSessions(UnaryOperator<String> usernames) {
    this.texts = new Texts(usernames);
  }

  /**
   * Takes in a row as it now stands in the table.
   *
   * @return the session, if it is open and a subscriber's
   */
  public synchronized Optional<OpenSession> follow(SessionRow row) {
    OpenSession known = known(row.key());
    if (!row.open()) {
      if (known != null && known.generation() == row.generation()) {
        forget(known);
      }
      return Optional.empty();
    }
    if (known != null && known.generation() > row.generation()) {
      return subscribers(known);
    }
    // What a snapshot says of the grant is older than what the table says.
    OpenSession believed = known == null || known.load() == OF_SNAPSHOT ? null : known;
    OpenSession now = new OpenSession(row, believed, texts, load);
    put(known, now);
    return subscribers(now);
  }

  private static Optional<OpenSession> subscribers(OpenSession session) {
    return Optional.of(session).filter(it -> it.subscriberId() != OpenSession.NOBODY);
  }

  private @Nullable OpenSession known(SessionKey key) {
    OpenSession known = byKey.get(key);
    return known == null ? nobodys.get(key) : known;
  }

  /** Takes in a session of a snapshot, until the table says what became of it. */
  public synchronized void restore(SessionRow row) {
    put(null, new OpenSession(row, null, texts, OF_SNAPSHOT));
  }

  /**
   * Takes in what a record says that is in the journal and perhaps not in the table: until that
   * says what became of the session.
   */
  public synchronized void replay(SessionRow row) {
    OpenSession known = known(row.key());
    if (known == null) {
      if (row.open()) {
        restore(row);
      }
    } else if (row.open()) {
      if (isOf(known, row)) {
        put(known, known.heard(row));
      }
    } else if (!row.stop().get().at().isBefore(known.startedAt())) {
      forget(known);
    }
  }

  private static boolean isOf(OpenSession session, SessionRow row) {
    Duration apart = Duration.between(session.startedAt(), row.startedAt()).abs();
    return apart.compareTo(SessionMerge.SAME_START) <= 0;
  }

  /**
   * Notes that a session was silent for so long and lives: it was told a longer interval than we
   * know of. Forgotten when it ends.
   */
  public synchronized void heardRarely(SessionKey key, Duration gap) {
    if (byKey.containsKey(key)) {
      rare.merge(key, gap, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
  }

  /** After how long without a word a session is silent, given what it was told as far as known. */
  public Duration silence(OpenSession session, Duration told) {
    Duration gap = rare.get(session.key());
    if (gap == null) {
      return told;
    }
    Duration seen = GrantTimes.silence(gap);
    return seen.compareTo(told) > 0 ? seen : told;
  }

  /** Notes what a router has acknowledged of this very session, not of a later one by its name. */
  public synchronized void granted(SessionKey key, int generation, Granted granted) {
    OpenSession known = byKey.get(key);
    if (known != null && known.generation() == generation) {
      put(known, known.holding(granted));
    }
  }

  /** Every open row follows now, up to {@link #loaded}. */
  public synchronized void loading() {
    load++;
  }

  /**
   * Forgets what was not among the rows: it ended where this node did not hear of it.
   *
   * @return what was forgotten
   */
  public synchronized List<SessionKey> loaded() {
    List<OpenSession> gone = everybodys().filter(session -> session.load() != load).toList();
    gone.forEach(this::forget);
    return gone.stream().map(OpenSession::key).toList();
  }

  public Optional<OpenSession> find(SessionKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  public List<OpenSession> ofSubscriber(long subscriberId) {
    return bySubscriber.getOrDefault(subscriberId, List.of());
  }

  /** Those that report this address, whosever they are. */
  public List<OpenSession> at(Inet4Address address) {
    return at(PackedAddress.ipv4(address));
  }

  /**
   * Those that report this address, whosever they are.
   *
   * @param address as 32 bits
   */
  public List<OpenSession> at(int address) {
    return byAddress.at(address);
  }

  /** All subscribers'. */
  public Collection<OpenSession> all() {
    return Collections.unmodifiableCollection(byKey.values());
  }

  /** All subscribers', and nobody's. */
  public Stream<OpenSession> everybodys() {
    return Stream.concat(byKey.values().stream(), nobodys.values().stream());
  }

  /** How many are subscribers'. */
  public int size() {
    return byKey.size();
  }

  /** How many are nobody's that is known. */
  public int ofNobody() {
    return nobodys.size();
  }

  private void put(@Nullable OpenSession known, OpenSession now) {
    if (known != null && known.subscriberId() != now.subscriberId()) {
      forget(known);
    }
    if (known != null && known.generation() != now.generation()) {
      rare.remove(now.key());
    }
    if (now.subscriberId() == OpenSession.NOBODY) {
      byAddress.put(nobodys.put(now.key(), now), now);
    } else {
      byAddress.put(byKey.put(now.key(), now), now);
      bySubscriber.merge(now.subscriberId(), List.of(now), (all, one) -> with(all, now));
    }
  }

  private void forget(OpenSession session) {
    byKey.remove(session.key());
    nobodys.remove(session.key());
    byAddress.remove(session);
    rare.remove(session.key());
    bySubscriber.computeIfPresent(
        session.subscriberId(),
        (id, all) -> {
          List<OpenSession> others = without(all, session.key());
          return others.isEmpty() ? null : List.copyOf(others);
        });
  }

  private static List<OpenSession> with(List<OpenSession> all, OpenSession now) {
    List<OpenSession> others = without(all, now.key());
    others.add(now);
    return List.copyOf(others);
  }

  private static List<OpenSession> without(List<OpenSession> all, SessionKey key) {
    List<OpenSession> others = new ArrayList<>(all.size());
    for (OpenSession session : all) {
      if (!session.key().equals(key)) {
        others.add(session);
      }
    }
    return others;
  }
}
