package id.gerbang.radius.accounting;

import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the journal into PostgreSQL, batch by batch, by an {@link EntryWriter}. While the
 * database is away it waits; the records are safe where they are.
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
  private static final long OTHERS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Journal journal;
  private final EntryWriter writer;
  private final CarrierThread thread;
  private final ApplierState state;
  private final TableFollower follower;
  private final long inherited;
  private boolean settled;
  private long othersReadAt;
  private volatile boolean sessionsLoaded;

  /** Told what the table says, on the applier's thread. */
  public interface Listener {

    /** A row as it now stands, after the commit: by this node or another. */
    void applied(SessionRow row);

    /** After {@link #applied}: this session was silent for so long, was ended for it, and lives. */
    default void heardRarely(SessionKey key, Duration gap) {}

    /** After the commit: a record was odd. */
    default void odd(Oddity oddity) {}

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
    EntryWriter writer =
        new EntryWriter(
            journal.id(),
            AccountingRecord.Reader.of(classes, directory),
            new GrantedPrefixes(directory),
            listener,
            clock,
            zone);
    return new Applier(journal, database, writer, listener, clock);
  }

  private Applier(
      Journal journal, DataSource database, EntryWriter writer, Listener listener, Clock clock) {
    this.journal = journal;
    this.inherited = journal.durable();
    this.thread =
        new CarrierThread("applier", database, this::follow, this::complain, this::failed);
    this.writer = writer;
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
    thread.start(known);
  }

  /** Octets of journal that are durable but not applied yet. */
  public long lag() {
    return Math.max(0, journal.durable() - writer.position());
  }

  /** Everything before this is in PostgreSQL. */
  public long position() {
    return writer.position();
  }

  /** How many records were set aside since the start. */
  public long quarantined() {
    return writer.quarantined();
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
    return writer.hearing();
  }

  /** Whether memory has every session as it stood at a place in the journal, or later. */
  public boolean caughtUp(long place) {
    return sessionsLoaded && writer.position() >= place;
  }

  private void failed(Throwable why) {
    state.failed(why);
    log.error("accounting can't be applied, tries again", why);
  }

  private void complain(SQLException e) {
    if (state.failed(e)) {
      log.warn("accounting waits in the journal for the database: {}", e.getMessage());
    }
  }

  private void follow(Connection connection)
      throws SQLException, IOException, InterruptedException {
    refuseReadOnly(connection);
    if (!settled) {
      settle(connection);
      settled = true;
    }
    writer.resume(connection);
    follower.readEverything(connection);
    sessionsLoaded = true;
    Gathering gathering = new Gathering(MANY_OCTETS, STORM_OCTETS);
    try (JournalReader reader = journal.reader(writer.position())) {
      while (!thread.closing()) {
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
          writer.applyNotedLosses(connection);
          writer.showLife(connection);
          othersReadAt = System.nanoTime();
        }
      }
    }
  }

  /**
   * Once a run. A position behind what it found was reached by a journal that is no longer here, as
   * before a disk was restored, and names what this run has yet to note: what there is is applied
   * from its beginning, since applied twice does no harm and never applied does.
   */
  private void settle(Connection connection) throws SQLException {
    long oldest = journal.oldest();
    if (new JournalTable(connection, journal.id()).moveBack(oldest, inherited)) {
      log.error(
          "more of the journal was applied than the {} octets that it has: an older copy? It is applied again from {}",
          inherited,
          oldest);
    }
    connection.commit();
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
        throw new SQLException("the database is read-only", CarrierThread.READ_ONLY);
      }
    }
  }

  /**
   * Tries until it is done. Where another connection may help it gives this one up; a full disk or
   * a missing right is waited for here, since a new connection reads the whole table first.
   */
  private void applyInTheEnd(Connection connection, List<JournalReader.Entry> entries)
      throws SQLException, InterruptedException {
    int done = 0;
    while (!thread.closing() && done < entries.size()) {
      List<JournalReader.Entry> rest = entries.subList(done, entries.size());
      try {
        writer.apply(connection, rest);
        state.applied();
        return;
      } catch (SQLException e) {
        String sqlState = String.valueOf(e.getSQLState());
        if (sqlState.startsWith("08")
            || sqlState.startsWith("57")
            || sqlState.equals(CarrierThread.READ_ONLY)
            || !connection.isValid(1)) {
          throw e;
        }
        complain(e);
        EntryWriter.rollback(connection);
        while (done < entries.size() && entries.get(done).next() <= writer.position()) {
          done++;
        }
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
