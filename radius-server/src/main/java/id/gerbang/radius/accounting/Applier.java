package id.gerbang.radius.accounting;

import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionMerge;
import id.gerbang.radius.session.SessionReport;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the journal into PostgreSQL, batch by batch, each in one transaction that also moves the
 * journal's position: a crash between the two can't be. While the database is away it waits; the
 * records are safe where they are.
 */
public final class Applier implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Applier.class);
  private static final int BATCH = 1_000;
  private static final long IDLE_MILLIS = 10;
  private static final long RETRY_MILLIS = 1_000;
  private static final String ONE_NODE_AT_A_TIME =
      "SELECT pg_advisory_xact_lock(hashtext('gerbang.apply'))";

  private final Journal journal;
  private final DataSource database;
  private final AccountingRecord.Reader records;
  private final Consumer<SessionRow> applied;
  private final Runnable followed;
  private final Clock clock;
  private final ZoneId zone;
  private final Thread thread = new Thread(this::run, "applier");
  private volatile long position;
  private volatile boolean closing;

  /**
   * @param applied told of each row as it now stands, after the commit
   * @param followed told when it was told of every open row
   * @param zone the ISP's: where its days begin
   */
  public static Applier of(
      Journal journal,
      DataSource database,
      ClassCodec classes,
      SubscriberDirectory directory,
      Consumer<SessionRow> applied,
      Runnable followed,
      Clock clock,
      ZoneId zone) {
    AccountingRecord.Reader records =
        new AccountingRecord.Reader(
            classes, name -> directory.find(name).map(found -> found.entitlement().subscriberId()));
    return new Applier(journal, database, records, applied, followed, clock, zone);
  }

  private Applier(
      Journal journal,
      DataSource database,
      AccountingRecord.Reader records,
      Consumer<SessionRow> applied,
      Runnable followed,
      Clock clock,
      ZoneId zone) {
    this.journal = journal;
    this.database = database;
    this.records = records;
    this.applied = applied;
    this.followed = followed;
    this.clock = clock;
    this.zone = zone;
  }

  public void start() {
    thread.start();
  }

  /** Octets of journal that are durable but not applied yet. */
  public long lag() {
    return Math.max(0, journal.durable() - position);
  }

  /** Everything before this is in PostgreSQL. */
  public long position() {
    return position;
  }

  private void run() {
    while (!closing) {
      try {
        follow();
      } catch (SQLException e) {
        if (!closing) {
          log.warn("accounting waits in the journal for the database: {}", e.getMessage());
          pause();
        }
      } catch (IOException | RuntimeException e) {
        log.error("accounting can't be applied, tries again", e);
        pause();
      } catch (InterruptedException e) {
        closing = true;
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  private void follow() throws SQLException, IOException, InterruptedException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      SessionTable table = new SessionTable(connection);
      position = table.position(journal.id());
      table.open().forEach(applied);
      followed.run();
      connection.commit();
      try (JournalReader reader = journal.reader(position)) {
        while (!closing) {
          List<JournalReader.Entry> entries = reader.next(BATCH);
          if (entries.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(IDLE_MILLIS);
          } else {
            apply(connection, entries);
          }
        }
      }
    }
  }

  /** A batch; where something in it is refused, one by one, the culprit set aside. */
  private void apply(Connection connection, List<JournalReader.Entry> entries) throws SQLException {
    try {
      applyTogether(connection, entries).forEach(applied);
    } catch (SQLException | UnreadableEntryException e) {
      rollback(connection);
      if (!isRefusal(e)) {
        throw e;
      }
      for (JournalReader.Entry entry : entries) {
        applyAlone(connection, entry);
      }
    }
  }

  private void applyAlone(Connection connection, JournalReader.Entry entry) throws SQLException {
    try {
      applyTogether(connection, List.of(entry)).forEach(applied);
    } catch (SQLException | UnreadableEntryException e) {
      rollback(connection);
      if (!isRefusal(e)) {
        throw e;
      }
      log.error("journal entry at {} is refused, set aside: {}", entry.position(), e.getMessage());
      SessionTable table = new SessionTable(connection);
      table.quarantine(
          journal.id(), entry.position(), entry.bytes(), e.toString(), clock.instant());
      table.moveTo(journal.id(), entry.next(), clock.instant());
      connection.commit();
      position = entry.next();
    }
  }

  /** An entry that is none of this version's, or no whole packet: it would be so again. */
  private static final class UnreadableEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableEntryException(Throwable cause) {
      super("The entry can't be read: " + cause, cause);
    }
  }

  private static void rollback(Connection connection) throws SQLException {
    if (!connection.isClosed()) {
      connection.rollback();
    }
  }

  /** SQLState classes 22 and 23: the data is refused, and would be again. */
  private static boolean isRefusal(Exception e) {
    if (e instanceof SQLException sql) {
      String state = sql.getSQLState();
      return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
    return e instanceof UnreadableEntryException;
  }

  /** In one transaction; answers the rows as they now stand. */
  private Collection<SessionRow> applyTogether(
      Connection connection, List<JournalReader.Entry> entries) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute(ONE_NODE_AT_A_TIME);
    }
    SessionTable table = new SessionTable(connection);
    Batch batch = new Batch(table);
    for (JournalReader.Entry entry : entries) {
      batch.add(decoded(entry));
    }
    batch.flush();
    long next = entries.get(entries.size() - 1).next();
    table.moveTo(journal.id(), next, clock.instant());
    connection.commit();
    position = next;
    return batch.touched.values();
  }

  private static JournalEntry decoded(JournalReader.Entry entry) {
    try {
      return JournalEntry.decode(entry.bytes());
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new UnreadableEntryException(e);
    }
  }

  /** Reports gathered until something needs the rows to be in the table. */
  private final class Batch {

    private final SessionTable table;
    private final List<SessionReport> reports = new ArrayList<>();
    private final Map<SessionTable.RowKey, SessionRow> touched = new LinkedHashMap<>();

    Batch(SessionTable table) {
      this.table = table;
    }

    void add(JournalEntry entry) throws SQLException {
      if (entry instanceof JournalEntry.Accounting accounting) {
        add(read(accounting));
      } else if (entry instanceof JournalEntry.Acknowledged acknowledged) {
        flush();
        table.acknowledged(acknowledged);
      } else if (entry instanceof JournalEntry.FirstSigned signed) {
        table.firstSigned(signed);
      }
    }

    private void add(AccountingRecord record) throws SQLException {
      if (record instanceof AccountingRecord.OfSession session) {
        reports.add(session.report());
      } else if (record instanceof AccountingRecord.OfRouter router) {
        flush();
        put(rebooted(router));
      }
    }

    private List<SessionRow> rebooted(AccountingRecord.OfRouter router) throws SQLException {
      return table.openBefore(router).stream()
          .map(row -> row.endedByGuess(router.cause()))
          .toList();
    }

    void flush() throws SQLException {
      if (reports.isEmpty()) {
        return;
      }
      Set<SessionKey> keys = new HashSet<>();
      reports.forEach(report -> keys.add(report.key()));
      Map<SessionKey, List<SessionRow>> sessions = table.find(keys);
      Map<SessionTable.RowKey, SessionRow> changed = new LinkedHashMap<>();
      Map<DayOfRow, SessionTable.DayUse> days = new HashMap<>();
      for (SessionReport report : reports) {
        List<SessionRow> before = sessions.getOrDefault(report.key(), List.of());
        SessionMerge.Merged merged = SessionMerge.merge(before, report);
        sessions.put(report.key(), merged.sessions());
        merged.sessions().stream()
            .filter(row -> !before.contains(row))
            .forEach(row -> changed.put(SessionTable.RowKey.of(row), row));
        // Of every report: one that adds nothing to the session may still be the last of its day.
        LocalDate day = report.eventAt().atZone(zone).toLocalDate();
        SessionRow row = merged.reported();
        days.merge(
            new DayOfRow(SessionTable.RowKey.of(row), day),
            new SessionTable.DayUse(row, day, report.counters()),
            SessionTable.DayUse::max);
      }
      reports.clear();
      put(changed.values());
      table.putDays(List.copyOf(days.values()));
    }

    private void put(Collection<SessionRow> rows) throws SQLException {
      if (!rows.isEmpty()) {
        rows.forEach(row -> touched.put(SessionTable.RowKey.of(row), row));
        table.put(List.copyOf(rows));
      }
    }
  }

  private record DayOfRow(SessionTable.RowKey row, LocalDate day) {}

  private AccountingRecord read(JournalEntry.Accounting entry) {
    try {
      return records.read(entry, RadiusPacket.read(entry.packet(), 0, entry.packet().length));
    } catch (MalformedPacketException e) {
      throw new UnreadableEntryException(e);
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
