package id.gerbang.radius.accounting;

import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.RouterLoss;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionMerge;
import id.gerbang.radius.session.SessionReport;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.session.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What one transaction does to the sessions: reports are gathered until something needs their rows
 * to be in the table, and then read, merged, judged and written in a statement each.
 */
final class Batch {

  private final SessionTable table;
  private final SessionWrites writes;
  private final LossTable losses;
  private final Clock clock;
  private final ZoneId zone;
  private final List<SessionReport> reports = new ArrayList<>();
  private final Map<SessionTable.RowKey, GrantChange> granted = new HashMap<>();
  private final Map<SessionTable.RowKey, StoredSession> stored = new HashMap<>();
  private final Set<SessionTable.RowKey> touched = new LinkedHashSet<>();

  private final Map<SessionKey, Duration> rare = new HashMap<>();
  private final List<Oddity> oddities = new ArrayList<>();

  private record DayOfRow(SessionTable.RowKey row, LocalDate day) {}

  /**
   * @param zone the ISP's: where its days begin
   */
  Batch(Connection connection, Clock clock, ZoneId zone) {
    this.table = new SessionTable(connection);
    this.writes = new SessionWrites(connection);
    this.losses = new LossTable(connection);
    this.clock = clock;
    this.zone = zone;
  }

  void add(SessionReport report) {
    reports.add(report);
  }

  void add(GrantChange change) {
    granted.merge(
        new SessionTable.RowKey(change.key(), change.generation()), change, GrantChange::then);
  }

  /** Ends what a router has lost, as far as records up to here say. */
  void add(RouterLoss loss) throws SQLException {
    flush();
    losses.put(loss, clock.instant());
    List<SessionRow> taken = rows(table.takenBy(loss));
    put(judged(taken, taken).values());
  }

  /** The rows that were written, as they now stand. */
  List<SessionRow> touched() {
    return touched.stream().map(key -> stored(key).row()).toList();
  }

  /** Their ids, and no others. */
  List<Long> ids() {
    return touched.stream().map(key -> stored(key).id()).toList();
  }

  /** Sessions that had been ended for their silence and spoke again, and how long it was. */
  Map<SessionKey, Duration> rare() {
    return rare;
  }

  void add(Oddity oddity) {
    oddities.add(oddity);
  }

  /** What was odd about the records. */
  List<Oddity> oddities() {
    return oddities;
  }

  /** Reports first: what acts changed stands in rows that they may have begun. */
  void flush() throws SQLException {
    if (!reports.isEmpty()) {
      merge();
    }
    if (!granted.isEmpty()) {
      table.change(granted.values());
      Set<SessionKey> keys = new HashSet<>();
      granted.keySet().forEach(row -> keys.add(row.key()));
      rows(table.find(keys)).stream()
          .map(SessionTable.RowKey::of)
          .filter(granted::containsKey)
          .forEach(touched::add);
      granted.clear();
    }
  }

  private void merge() throws SQLException {
    Set<SessionKey> keys = new HashSet<>();
    reports.forEach(report -> keys.add(report.key()));
    Map<SessionKey, List<SessionRow>> sessions = find(keys);
    if (recall(sessions)) {
      sessions = find(keys);
    }
    Set<SessionTable.RowKey> settled = new HashSet<>();
    sessions.values().stream()
        .flatMap(List::stream)
        .filter(row -> row.stop().map(stop -> !stop.guessed()).orElse(true))
        .forEach(row -> settled.add(SessionTable.RowKey.of(row)));
    Map<SessionTable.RowKey, SessionRow> changed = new LinkedHashMap<>();
    Map<DayOfRow, Counters> days = new HashMap<>();
    for (SessionReport report : reports) {
      List<SessionRow> before = sessions.getOrDefault(report.key(), List.of());
      SessionMerge.Merged merged = SessionMerge.merge(before, report);
      noteIfOdd(before, merged.reported(), report);
      sessions.put(report.key(), merged.sessions());
      merged.sessions().stream()
          .filter(row -> !before.contains(row))
          .forEach(row -> changed.put(SessionTable.RowKey.of(row), row));
      // Of every report: one that adds nothing to the session may still be the last of its day.
      LocalDate day = report.eventAt().atZone(zone).toLocalDate();
      SessionRow row = merged.reported();
      if (report.counters().inputOctets() > 0 || report.counters().outputOctets() > 0) {
        days.merge(
            new DayOfRow(SessionTable.RowKey.of(row), day), report.counters(), Counters::max);
      }
    }
    reports.clear();
    List<SessionRow> doubtful =
        changed.values().stream()
            .filter(row -> !settled.contains(SessionTable.RowKey.of(row)))
            .toList();
    changed.putAll(judged(changed.values(), doubtful));
    changed.values().stream().filter(SessionRow::open).forEach(this::noteIfReopened);
    put(changed.values());
    if (!days.isEmpty()) {
      List<SessionWrites.DayUse> uses = new ArrayList<>(days.size());
      days.forEach(
          (of, counters) ->
              uses.add(new SessionWrites.DayUse(stored(of.row()), of.day(), counters)));
      writes.raise(uses);
    }
  }

  private void noteIfOdd(List<SessionRow> before, SessionRow reported, SessionReport report) {
    Optional<SessionRow> known =
        before.stream().filter(row -> row.generation() == reported.generation()).findFirst();
    boolean isStop = report.kind() == SessionReport.Kind.STOP;
    if (known.isEmpty()) {
      if (report.kind() != SessionReport.Kind.START) {
        oddities.add(Oddity.UNKNOWN_SESSION);
      }
    } else if (isStop && known.get().stop().filter(stop -> !stop.guessed()).isPresent()) {
      oddities.add(Oddity.STOPPED_AGAIN);
    } else if (SessionMerge.fell(known.get(), report)) {
      oddities.add(Oddity.COUNTERS_FELL);
    }
  }

  private void noteIfReopened(SessionRow row) {
    StoredSession before = stored.get(SessionTable.RowKey.of(row));
    if (before != null && before.row().stop().filter(Batch::isOfSilence).isPresent()) {
      rare.put(row.key(), Duration.between(before.row().heardAt(), row.heardAt()));
    }
  }

  /** A redial has the same cause: to wait longer for what lives on beside one does no harm. */
  private static boolean isOfSilence(SessionRow.Stop stop) {
    return stop.guessed() && stop.cause() == SessionRow.LOST_SERVICE;
  }

  /** In order of generation. */
  private Map<SessionKey, List<SessionRow>> find(Set<SessionKey> keys) throws SQLException {
    Map<SessionKey, List<SessionRow>> found = new HashMap<>();
    for (SessionRow row : rows(table.find(keys))) {
      found.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(row);
    }
    found.values().forEach(rows -> rows.sort(Comparator.comparingInt(SessionRow::generation)));
    return found;
  }

  /** A session that is over for long may have gone to the history when a record of it comes. */
  private boolean recall(Map<SessionKey, List<SessionRow>> known) throws SQLException {
    Instant longAgo = clock.instant().minus(Housekeeping.RECENT);
    List<SessionReport> late =
        reports.stream()
            .filter(report -> report.startedAt().isBefore(longAgo))
            .filter(
                report ->
                    known.getOrDefault(report.key(), List.of()).stream()
                        .noneMatch(row -> SessionMerge.same(row, report)))
            .toList();
    return !late.isEmpty() && table.recall(late) > 0;
  }

  /**
   * The rows that stand otherwise than they should: of those given, and of what the same users have
   * open.
   *
   * @param doubtful those among the rows that are new, or were concluded to be over: they may have
   *     superseded another, or be superseded
   */
  private Map<SessionTable.RowKey, SessionRow> judged(
      Collection<SessionRow> rows, Collection<SessionRow> doubtful) throws SQLException {
    Map<Long, List<RouterLoss>> lossesOf = lossesOf(rows);
    Map<SessionTable.RowKey, SessionRow> all = new LinkedHashMap<>();
    if (!doubtful.isEmpty()) {
      rows(table.ofUsers(doubtful)).forEach(row -> all.put(SessionTable.RowKey.of(row), row));
    }
    rows.forEach(row -> all.put(SessionTable.RowKey.of(row), row));
    Map<List<Object>, List<SessionRow>> ofUser = new HashMap<>();
    all.values()
        .forEach(row -> ofUser.computeIfAbsent(user(row), any -> new ArrayList<>()).add(row));
    Set<SessionTable.RowKey> doubted = new HashSet<>();
    doubtful.forEach(row -> doubted.add(SessionTable.RowKey.of(row)));
    Map<SessionTable.RowKey, SessionRow> judged = new LinkedHashMap<>();
    for (SessionRow row : all.values()) {
      if (row.open() || doubted.contains(SessionTable.RowKey.of(row))) {
        SessionRow verdict =
            Verdict.on(
                row,
                ofUser.getOrDefault(user(row), List.of()),
                lossesOf.getOrDefault(row.key().routerId(), List.of()));
        if (!verdict.equals(row)) {
          judged.put(SessionTable.RowKey.of(row), verdict);
        }
      }
    }
    return judged;
  }

  private static List<Object> user(SessionRow row) {
    return List.of(row.key().routerId(), row.key().username());
  }

  private Map<Long, List<RouterLoss>> lossesOf(Collection<SessionRow> rows) throws SQLException {
    Map<Long, List<RouterLoss>> byRouter = new HashMap<>();
    if (!rows.isEmpty()) {
      Set<SessionKey> sessions = new HashSet<>();
      Instant earliest = Instant.MAX;
      for (SessionRow row : rows) {
        sessions.add(row.key());
        earliest = row.heardAt().isBefore(earliest) ? row.heardAt() : earliest;
      }
      for (RouterLoss loss : losses.since(sessions, earliest, clock.instant())) {
        byRouter.computeIfAbsent(loss.routerId(), any -> new ArrayList<>()).add(loss);
      }
    }
    return byRouter;
  }

  private void put(Collection<SessionRow> rows) throws SQLException {
    if (!rows.isEmpty()) {
      rows(writes.put(rows, stored)).forEach(row -> touched.add(SessionTable.RowKey.of(row)));
    }
  }

  /** Remembers how the table has them: what is known to be there is written by its id. */
  private List<SessionRow> rows(List<StoredSession> sessions) {
    sessions.forEach(session -> stored.put(SessionTable.RowKey.of(session.row()), session));
    return sessions.stream().map(StoredSession::row).toList();
  }

  private StoredSession stored(SessionTable.RowKey key) {
    return Objects.requireNonNull(stored.get(key));
  }
}
