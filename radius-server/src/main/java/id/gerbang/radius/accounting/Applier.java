package id.gerbang.radius.accounting;

import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.RouterLoss;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
  private static final int BATCH = 4_000;

  /** A full batch of records as they usually are, or more. */
  private static final long MANY_OCTETS = 1 << 20;

  /** Between two looks: some 2,500 records a second. */
  private static final long STORM_OCTETS = 16 << 10;

  private static final long LOOK_MILLIS = 20;
  private static final long RETRY_MILLIS = 1_000;
  private static final String READ_ONLY = "25006";
  private static final long OTHERS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SIGN_OF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final Duration FRESH = Duration.ofMinutes(1);

  /**
   * One node at a time; one that freezes with the lock in its hand loses it. The commit is not
   * waited for: if PostgreSQL forgets it in a crash, it forgets the position with it, and the
   * journal still has the records. Rows are looked up one by one: a plan made while the table was
   * small would read all of it later.
   */
  private static final String BEGIN =
      """
      SET LOCAL idle_in_transaction_session_timeout = '10s';
      SET LOCAL synchronous_commit = off;
      SET LOCAL enable_seqscan = off;
      SET LOCAL enable_hashjoin = off;
      SET LOCAL enable_mergejoin = off;
      SELECT pg_advisory_xact_lock(hashtext('gerbang.apply'))""";

  private final Journal journal;
  private final DataSource database;
  private final AccountingRecord.Reader records;
  private final GrantedPrefixes prefixes;
  private final Listener listener;
  private final Clock clock;
  private final ZoneId zone;
  private final Thread thread = new Thread(this::run, "applier");
  private final ApplierState state;
  private final TableFollower follower;
  private final RouterHearing hearing = new RouterHearing();
  private long othersReadAt;
  private long movedAt;
  private volatile long position;
  private volatile boolean sessionsLoaded;
  private volatile boolean closing;
  private BooleanSupplier begins = () -> true;

  /** Told what the table says, on the applier's thread. */
  public interface Listener {

    /** A row as it now stands, after the commit: by this node or another. */
    void applied(SessionRow row);

    /** After {@link #applied}: this session was silent for so long, was ended for it, and lives. */
    default void heardRarely(SessionKey key, Duration gap) {}

    /** The whole table is read: {@link #read} of each open row, then {@link #readAll}. */
    default void reading() {}

    default void read(SessionRow row) {
      applied(row);
    }

    default void readAll() {}
  }

  /**
   * @param zone the ISP's: where its days begin
   */
  public static Applier of(
      Journal journal,
      DataSource database,
      ClassCodec classes,
      SubscriberDirectory directory,
      Listener listener,
      Clock clock,
      ZoneId zone) {
    AccountingRecord.Reader records = AccountingRecord.Reader.of(classes, directory);
    return new Applier(
        journal, database, records, new GrantedPrefixes(directory), listener, clock, zone);
  }

  private Applier(
      Journal journal,
      DataSource database,
      AccountingRecord.Reader records,
      GrantedPrefixes prefixes,
      Listener listener,
      Clock clock,
      ZoneId zone) {
    this.journal = journal;
    this.database = database;
    this.records = records;
    this.prefixes = prefixes;
    this.listener = listener;
    this.clock = clock;
    this.zone = zone;
    this.state = new ApplierState(clock);
    this.follower = new TableFollower(journal.id(), listener);
  }

  public void start() {
    start(() -> true);
  }

  /**
   * @param known whether names can be told to be a subscriber's: before that, a record without our
   *     Class would be nobody's
   */
  public void start(BooleanSupplier known) {
    begins = known;
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

  /** Why records are kept but not applied; empty while they are applied. */
  public String trouble() {
    return state.trouble();
  }

  /** How long the oldest record that is not applied yet has waited since it came; 0 if none. */
  public Duration oldestWaiting() {
    return state.oldestWaiting();
  }

  RouterHearing hearing() {
    return hearing;
  }

  /** Whether memory has every session as it stood at a place in the journal, or later. */
  public boolean caughtUp(long place) {
    return sessionsLoaded && position >= place;
  }

  private void run() {
    while (!closing) {
      try {
        if (begins.getAsBoolean()) {
          follow();
        } else {
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
      } catch (SQLException e) {
        if (!closing) {
          complain(e);
          pause();
        }
      } catch (IOException | RuntimeException e) {
        state.failed(e);
        log.error("accounting can't be applied, tries again", e);
        pause();
      } catch (InterruptedException e) {
        closing = true;
      }
    }
  }

  private void complain(SQLException e) {
    if (state.failed(e)) {
      log.warn("accounting waits in the journal for the database: {}", e.getMessage());
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
      try {
        follow(connection);
      } catch (SQLException e) {
        if (READ_ONLY.equals(e.getSQLState())) {
          // The pool would keep it; a new one finds the new primary.
          connection.abort(Runnable::run);
        }
        throw e;
      }
    }
  }

  private void follow(Connection connection)
      throws SQLException, IOException, InterruptedException {
    connection.setAutoCommit(false);
    refuseReadOnly(connection);
    position = new SessionTable(connection).position(journal.id());
    follower.readEverything(connection);
    sessionsLoaded = true;
    Gathering gathering = new Gathering(MANY_OCTETS, STORM_OCTETS);
    try (JournalReader reader = journal.reader(position)) {
      while (!closing) {
        if (gathering.isOver(reader.waiting(), System.nanoTime())) {
          applyNext(connection, reader);
        } else {
          if (reader.waiting() == 0) {
            state.idle();
          }
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        if (System.nanoTime() - othersReadAt >= OTHERS_EVERY_NANOS) {
          follower.readOthers(connection);
          applyNotedLosses(connection);
          showLife(connection);
          othersReadAt = System.nanoTime();
        }
      }
    }
  }

  private void applyNext(Connection connection, JournalReader reader)
      throws SQLException, IOException, InterruptedException {
    List<JournalReader.Entry> entries = reader.next(BATCH);
    if (!entries.isEmpty()) {
      state.waiting(entries.get(0));
      applyInTheEnd(connection, entries);
    }
  }

  /** Said before the whole table is read in vain: after a failover the old primary may be asked. */
  private static void refuseReadOnly(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW transaction_read_only")) {
      if (row.next() && row.getString(1).equals("on")) {
        throw new SQLException("the database is read-only", READ_ONLY);
      }
    }
  }

  private void applyNotedLosses(Connection connection) throws SQLException {
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
  private void showLife(Connection connection) throws SQLException {
    if (System.nanoTime() - movedAt >= SIGN_OF_LIFE_NANOS) {
      moveTo(connection, position);
      connection.commit();
    }
  }

  private void moveTo(Connection connection, long next) throws SQLException {
    new SessionTable(connection).moveTo(journal.id(), next, clock.instant());
    movedAt = System.nanoTime();
  }

  /**
   * Tries until it is done. Where another connection may help it gives this one up; a full disk or
   * a missing right is waited for here, since a new connection reads the whole table first.
   */
  private void applyInTheEnd(Connection connection, List<JournalReader.Entry> entries)
      throws SQLException, InterruptedException {
    int done = 0;
    while (!closing && done < entries.size()) {
      List<JournalReader.Entry> rest = entries.subList(done, entries.size());
      try {
        apply(connection, rest);
        state.applied();
        return;
      } catch (SQLException e) {
        String sqlState = String.valueOf(e.getSQLState());
        if (sqlState.startsWith("08")
            || sqlState.startsWith("57")
            || sqlState.equals(READ_ONLY)
            || !connection.isValid(1)) {
          throw e;
        }
        complain(e);
        rollback(connection);
        while (done < entries.size() && entries.get(done).next() <= position) {
          done++;
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  /** A batch; where something in it is refused, by halves, until the culprit stands alone. */
  private void apply(Connection connection, List<JournalReader.Entry> entries) throws SQLException {
    try {
      applyTogether(connection, entries);
    } catch (SQLException | UnreadableEntryException e) {
      rollback(connection);
      if (!isRefusal(e)) {
        throw e;
      }
      if (entries.size() == 1) {
        setAside(connection, entries.get(0), e);
      } else {
        int half = entries.size() / 2;
        apply(connection, entries.subList(0, half));
        apply(connection, entries.subList(half, entries.size()));
      }
    }
  }

  private void setAside(Connection connection, JournalReader.Entry entry, Exception refusal)
      throws SQLException {
    log.error(
        "journal entry at {} is refused, set aside: {}", entry.position(), refusal.getMessage());
    SessionTable table = new SessionTable(connection);
    table.quarantine(
        journal.id(), entry.position(), entry.bytes(), refusal.toString(), clock.instant());
    table.moveTo(journal.id(), entry.next(), clock.instant());
    connection.commit();
    position = entry.next();
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

  /** In one transaction; then memory knows, and the position says so. */
  private void applyTogether(Connection connection, List<JournalReader.Entry> entries)
      throws SQLException {
    takeTurn(connection);
    Batch batch = new Batch(connection, clock, zone);
    Instant fresh = clock.instant().minus(FRESH);
    Set<Long> heard = new HashSet<>();
    for (JournalReader.Entry entry : entries) {
      JournalEntry decoded = decoded(entry);
      add(batch, decoded);
      // What waited long says nothing of now.
      if (decoded instanceof JournalEntry.Accounting accounting
          && accounting.arrivedAt().isAfter(fresh)) {
        heard.add(accounting.routerId());
      }
    }
    long next = entries.get(entries.size() - 1).next();
    moveTo(connection, next);
    commit(connection, batch);
    batch.touched().forEach(listener::applied);
    batch.rare().forEach(listener::heardRarely);
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
    batch.flush();
    if (!batch.ids().isEmpty()) {
      new BatchTable(connection).put(journal.id(), clock.instant(), batch.ids());
    }
    connection.commit();
  }

  private void add(Batch batch, JournalEntry entry) throws SQLException {
    if (entry instanceof JournalEntry.Accounting accounting) {
      AccountingRecord record = read(accounting);
      if (record instanceof AccountingRecord.OfSession session) {
        batch.add(prefixes.complete(session.report()));
      } else if (record instanceof AccountingRecord.OfRouter router) {
        batch.add(router.loss());
      }
    } else if (entry instanceof JournalEntry.Acknowledged acknowledged) {
      batch.add(GrantChange.of(acknowledged));
    } else if (entry instanceof JournalEntry.Attempted attempted) {
      batch.add(GrantChange.of(attempted));
    } else if (entry instanceof JournalEntry.FirstSigned signed) {
      batch.add(signed);
    } else if (entry instanceof JournalEntry.FirstMac first) {
      batch.add(first);
    } else if (entry instanceof JournalEntry.Leased leased) {
      batch.add(leased, journal.id());
    } else if (entry instanceof JournalEntry.Silence silence) {
      batch.add(RouterLoss.silent(silence.routerId(), silence.heardBefore()));
    }
  }

  private static JournalEntry decoded(JournalReader.Entry entry) {
    try {
      return JournalEntry.decode(entry.bytes());
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new UnreadableEntryException(e);
    }
  }

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
