package id.gerbang.radius.accounting;

import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.RouterLoss;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries of the journal into PostgreSQL: a batch is one transaction that also moves the
 * journal's position, so that a crash between the two can't be; then memory is told. What the
 * database refuses is set aside.
 */
final class EntryWriter {

  private static final Logger log = LoggerFactory.getLogger(EntryWriter.class);
  private static final long SIGN_OF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int STATUSES_TOLD = 100;
  private static final Duration FRESH = Duration.ofMinutes(1);

  /**
   * One node at a time; one that freezes with the lock in its hand loses it. The commit is not
   * waited for: if PostgreSQL forgets it in a crash, it forgets the position with it, and the
   * journal still has the records. Rows are looked up one by one: a plan made while the table was
   * small would read all of it later. Who has temporary tables, as a rehearsal, takes turns with
   * nobody.
   */
  private static final String BEGIN =
      """
      SET LOCAL idle_in_transaction_session_timeout = '10s';
      SET LOCAL synchronous_commit = off;
      SET LOCAL enable_seqscan = off;
      SET LOCAL enable_hashjoin = off;
      SET LOCAL enable_mergejoin = off;
      SELECT pg_advisory_xact_lock(hashtext('gerbang.apply') + pg_my_temp_schema()::bigint)""";

  private final UUID journal;
  private final AccountingRecord.Reader records;
  private final GrantedPrefixes prefixes;
  private final Applier.Listener listener;
  private final Clock clock;
  private final ZoneId zone;
  private final RouterHearing hearing = new RouterHearing();
  private final Set<Long> unknownStatuses = new HashSet<>();
  private long movedAt;
  private volatile long position;
  private final AtomicLong quarantined = new AtomicLong();

  EntryWriter(
      UUID journal,
      AccountingRecord.Reader records,
      GrantedPrefixes prefixes,
      Applier.Listener listener,
      Clock clock,
      ZoneId zone) {
    this.journal = journal;
    this.records = records;
    this.prefixes = prefixes;
    this.listener = listener;
    this.clock = clock;
    this.zone = zone;
  }

  /** Everything before this is in PostgreSQL. */
  long position() {
    return position;
  }

  /** How many entries were set aside since the start. */
  long quarantined() {
    return quarantined.get();
  }

  RouterHearing hearing() {
    return hearing;
  }

  /** Goes on where PostgreSQL says that this journal is. */
  void resume(Connection connection) throws SQLException {
    position = new JournalTable(connection, journal).position();
  }

  /** A batch; where something in it is refused, by halves, until the culprit stands alone. */
  void apply(Connection connection, List<JournalReader.Entry> entries) throws SQLException {
    if (refusal(connection, entries).isEmpty()) {
      return;
    }
    if (entries.size() > 1) {
      int half = entries.size() / 2;
      apply(connection, entries.subList(0, half));
      apply(connection, entries.subList(half, entries.size()));
      return;
    }
    // What waited for a default partition, while its month got one of its own, is refused there.
    Optional<Exception> again = refusal(connection, entries);
    if (again.isPresent()) {
      setAside(connection, entries.get(0), again.get());
    }
  }

  /** Why a batch is refused; empty once it is applied. */
  private Optional<Exception> refusal(Connection connection, List<JournalReader.Entry> entries)
      throws SQLException {
    try {
      applyTogether(connection, entries);
      return Optional.empty();
    } catch (SQLException | UnusableEntryException e) {
      rollback(connection);
      if (!isRefusal(e)) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  private void setAside(Connection connection, JournalReader.Entry entry, Exception refusal)
      throws SQLException {
    if (refusal instanceof UnusableEntryException) {
      log.error("journal entry at {} can't be used, set aside", entry.position(), refusal);
    } else {
      log.error(
          "journal entry at {} is refused, set aside: {}", entry.position(), refusal.getMessage());
    }
    JournalTable table = new JournalTable(connection, journal);
    table.quarantine(entry.position(), entry.bytes(), refusal.toString(), clock.instant());
    table.moveTo(entry.next(), clock.instant());
    connection.commit();
    position = entry.next();
    quarantined.incrementAndGet();
  }

  /**
   * An entry that is none of this version's, no whole packet, or what our own code fails upon: it
   * would be so again.
   */
  private static final class UnusableEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableEntryException(Throwable cause) {
      super("The entry can't be used: " + cause, cause);
    }
  }

  static void rollback(Connection connection) throws SQLException {
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
    return e instanceof UnusableEntryException;
  }

  /** In one transaction; then memory knows, and the position says so. */
  private void applyTogether(Connection connection, List<JournalReader.Entry> entries)
      throws SQLException {
    takeTurn(connection);
    Batch batch = new Batch(connection, clock, zone);
    LearnedTable learned = new LearnedTable(connection);
    Instant fresh = clock.instant().minus(FRESH);
    Set<Long> heard = new HashSet<>();
    try {
      for (JournalReader.Entry entry : entries) {
        JournalEntry decoded = JournalEntry.decode(entry.bytes());
        add(batch, learned, decoded);
        // What waited long says nothing of now.
        if (decoded instanceof JournalEntry.Accounting accounting
            && accounting.arrivedAt().isAfter(fresh)) {
          heard.add(accounting.routerId());
        }
      }
      batch.flush();
    } catch (MalformedPacketException | RuntimeException e) {
      throw new UnusableEntryException(e);
    }
    long next = entries.get(entries.size() - 1).next();
    moveTo(connection, next);
    commit(connection, batch);
    batch.touched().forEach(listener::applied);
    batch.rare().forEach(listener::heardRarely);
    batch.oddities().forEach(listener::odd);
    position = next;
    heard.forEach(router -> hearing.heard(router, System.nanoTime()));
  }

  /** Begins a transaction in which no applier, on any node, writes sessions. */
  static void takeTurn(Connection connection) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute(BEGIN);
    }
  }

  private void commit(Connection connection, Batch batch) throws SQLException {
    if (!batch.ids().isEmpty()) {
      new BatchTable(connection).put(journal, clock.instant(), batch.ids());
    }
    connection.commit();
  }

  private void add(Batch batch, LearnedTable learned, JournalEntry entry)
      throws SQLException, MalformedPacketException {
    if (entry instanceof JournalEntry.Accounting accounting) {
      AccountingRecord record = read(accounting);
      if (record instanceof AccountingRecord.OfSession session) {
        batch.add(prefixes.complete(session.report()));
      } else if (record instanceof AccountingRecord.OfRouter router) {
        batch.add(router.loss());
      } else if (record instanceof AccountingRecord.OfNothing nothing) {
        batch.add(Oddity.UNKNOWN_STATUS);
        tellOnce(accounting.routerId(), nothing.status());
      }
    } else if (entry instanceof JournalEntry.Acknowledged acknowledged) {
      batch.add(GrantChange.of(acknowledged));
    } else if (entry instanceof JournalEntry.Attempted attempted) {
      batch.add(GrantChange.of(attempted));
    } else if (entry instanceof JournalEntry.FirstSigned signed) {
      learned.firstSigned(signed);
    } else if (entry instanceof JournalEntry.FirstMac first) {
      learned.firstMac(first);
    } else if (entry instanceof JournalEntry.Leased leased) {
      learned.leased(leased, journal);
    } else if (entry instanceof JournalEntry.Silence silence) {
      batch.add(RouterLoss.silent(silence.routerId(), silence.heardBefore()));
    } else if (entry instanceof JournalEntry.SilenceOf silence) {
      batch.add(RouterLoss.of(silence.key(), silence.heardBefore()));
    }
  }

  private void tellOnce(long routerId, long status) {
    if (unknownStatuses.size() < STATUSES_TOLD && unknownStatuses.add(status)) {
      log.info(
          "router {} reports Acct-Status-Type {}: answered, and applied to nothing; not said again",
          routerId,
          status);
    }
  }

  private AccountingRecord read(JournalEntry.Accounting entry) throws MalformedPacketException {
    return records.read(entry, RadiusPacket.read(entry.packet(), entry.packet().length));
  }

  /** Of routers and of sessions, which somebody or something else has noted. */
  void applyNotedLosses(Connection connection) throws SQLException {
    List<RouterLoss> noted = new LossTable(connection).toApply();
    connection.commit();
    if (!noted.isEmpty()) {
      takeTurn(connection);
      Batch batch = new Batch(connection, clock, zone);
      for (RouterLoss loss : noted) {
        batch.add(loss);
      }
      commit(connection, batch);
      batch.touched().forEach(listener::applied);
      log.info(
          "{} losses of routers and of sessions were noted, {} sessions ended",
          noted.size(),
          batch.ids().size());
    }
  }

  /** A node whose position does not move may have records that the table lacks. */
  void showLife(Connection connection) throws SQLException {
    if (System.nanoTime() - movedAt >= SIGN_OF_LIFE_NANOS) {
      moveTo(connection, position);
      connection.commit();
    }
  }

  private void moveTo(Connection connection, long next) throws SQLException {
    new JournalTable(connection, journal).moveTo(next, clock.instant());
    movedAt = System.nanoTime();
  }
}
