package id.gerbang.radius.event;

import id.gerbang.radius.accounting.CarrierThread;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.accounting.JournalReader;
import id.gerbang.radius.ops.Counters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries access events from their journal into PostgreSQL, each once: rows and the journal's
 * position are of one transaction. While logins come by the thousand a second it takes its time:
 * then the processors are theirs, and the events are safe where they are.
 */
final class EventStore {

  private static final Logger log = LoggerFactory.getLogger(EventStore.class);

  private static final byte[] HEADER =
      "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] TRAILER = {-1, -1};
  private static final String COPY =
      "COPY access_event (" + EventRow.COLUMNS + ") FROM STDIN (FORMAT binary)";

  /**
   * The commit is not waited for: what a crash takes from the table it takes from the position. One
   * that was taken for lost and came after all has moved on already: then nothing is stored again.
   */
  private static final String MOVE =
      """
      UPDATE event_position SET position = ? WHERE journal = ? AND position = ?""";

  private static final int CHUNKS = 8;
  private static final long IDLE_MILLIS = 1_000;
  private static final long STORM = 5_000;
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long BREATH_MILLIS = 40;

  /** Up to here a storm is waited out, beyond it events are stored while it goes on, slowly. */
  private static final long WAITS = 64L << 20;

  /**
   * What is stored goes from the disk in steps of this size, and so far behind: until then the
   * commits that said so are on PostgreSQL's disk, and its replicas'.
   */
  private static final long FORGET_OCTETS = 64L << 20;

  /** So far behind it hurries whatever else goes on: half of what there is room for. */
  private static final long FAR_BEHIND = 1L << 29;

  private final Journal journal;
  private final Counters counters;
  private final long inherited;
  private final Semaphore news = new Semaphore(0);
  private final CarrierThread thread;
  private long forgotten;
  private boolean settled;
  private String trouble = "";
  private volatile long position;
  private volatile long stormAt = System.nanoTime() - CALM_NANOS;

  EventStore(Journal journal, DataSource database, Counters counters) {
    this.journal = journal;
    this.thread =
        new CarrierThread("event-store", database, this::follow, this::complain, this::failed);
    this.counters = counters;
    this.inherited = journal.durable();
    this.position = journal.oldest();
  }

  void start() {
    thread.start();
  }

  /** Octets of the journal that PostgreSQL does not have. */
  long lag() {
    return Math.max(0, journal.durable() - position);
  }

  void thereIsNews() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /** At which rate events come at present, in a second. */
  void comeAt(long rate) {
    if (rate >= STORM) {
      stormAt = System.nanoTime();
    }
  }

  /** Once for each trouble, not once a try. */
  private void complain(SQLException why) {
    String message = String.valueOf(why.getMessage());
    if (!message.equals(trouble)) {
      log.warn("access events wait for the database: {}", message);
      trouble = message;
    }
  }

  private void failed(Throwable why) {
    log.error("access events can't be stored, tries again", why);
  }

  private void follow(Connection connection)
      throws SQLException, IOException, InterruptedException {
    if (!settled) {
      settle(connection);
      settled = true;
    }
    position = position(connection);
    try (JournalReader reader = journal.reader(position)) {
      while (!thread.closing()) {
        boolean hurries = hurries();
        if (!hurries && lag() < WAITS) {
          TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
          continue;
        }
        List<JournalReader.Entry> chunks = reader.next(hurries ? CHUNKS : 1);
        if (chunks.isEmpty()) {
          idle();
        } else {
          store(connection, chunks);
          if (position - forgotten >= FORGET_OCTETS) {
            forget();
          }
          if (!hurries) {
            TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
          }
        }
      }
    }
  }

  private boolean hurries() {
    return System.nanoTime() - stormAt >= CALM_NANOS || lag() > FAR_BEHIND;
  }

  private void forget() throws IOException {
    journal.forget(position - FORGET_OCTETS, Instant.MAX);
    forgotten = position;
  }

  private void idle() throws InterruptedException {
    if (news.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }

  /**
   * Once a run. A power cut takes the end of a journal that is never forced, and not what
   * PostgreSQL stored of it: such a position would name what this run has yet to note.
   */
  private void settle(Connection connection) throws SQLException {
    try (PreparedStatement begin =
            connection.prepareStatement(
                """
                INSERT INTO event_position (journal, position) VALUES (?, 0)
                ON CONFLICT (journal) DO NOTHING""");
        PreparedStatement back =
            connection.prepareStatement(
                "UPDATE event_position SET position = ? WHERE journal = ? AND position > ?")) {
      begin.setObject(1, journal.id());
      begin.executeUpdate();
      back.setLong(1, inherited);
      back.setObject(2, journal.id());
      back.setLong(3, inherited);
      back.executeUpdate();
      connection.commit();
    }
  }

  private long position(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT position FROM event_position WHERE journal = ?")) {
      statement.setObject(1, journal.id());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } finally {
      connection.rollback();
    }
  }

  private void store(Connection connection, List<JournalReader.Entry> chunks) throws SQLException {
    long next = chunks.get(chunks.size() - 1).next();
    try {
      moveTo(connection, next);
      copy(connection, chunks.stream().map(chunk -> ByteBuffer.wrap(chunk.bytes())).toList());
      connection.commit();
      position = next;
    } catch (SQLException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      connection.rollback();
      for (JournalReader.Entry chunk : chunks) {
        storeInParts(connection, chunk);
      }
    }
    trouble = "";
  }

  /** Something in the chunk is refused: row by row, all but the culprit. */
  private void storeInParts(Connection connection, JournalReader.Entry chunk) throws SQLException {
    ByteBuffer rows = ByteBuffer.wrap(chunk.bytes());
    moveTo(connection, chunk.next());
    while (rows.hasRemaining()) {
      int from = rows.position();
      EventRow.skip(rows);
      Savepoint before = connection.setSavepoint();
      try {
        copy(connection, List.of(rows.duplicate().position(from).limit(rows.position())));
        connection.releaseSavepoint(before);
      } catch (SQLException e) {
        if (!isRefusal(e)) {
          throw e;
        }
        connection.rollback(before);
        log.error("an access event is refused: {}", e.getMessage());
        counters.count("gerbang_radius_access_events_refused_total");
      }
    }
    connection.commit();
    position = chunk.next();
  }

  private void moveTo(Connection connection, long next) throws SQLException {
    try (Statement patience = connection.createStatement();
        PreparedStatement move = connection.prepareStatement(MOVE)) {
      patience.execute("SET LOCAL synchronous_commit = off");
      move.setLong(1, next);
      move.setObject(2, journal.id());
      move.setLong(3, position);
      if (move.executeUpdate() == 0) {
        throw new SQLException("an earlier transaction moved the position from " + position);
      }
    }
  }

  private static void copy(Connection connection, List<ByteBuffer> rows) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      copy.writeToCopy(HEADER, 0, HEADER.length);
      for (ByteBuffer some : rows) {
        copy.writeToCopy(some.array(), some.position(), some.remaining());
      }
      copy.writeToCopy(TRAILER, 0, TRAILER.length);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** SQLState classes 22, 23 and 54: the data itself is refused, and would be again. */
  private static boolean isRefusal(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }

  void close() {
    thread.end();
    news.release();
    thread.close();
  }
}
