package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A radius node without its ports: a journal, an applier, and the sessions in memory. */
final class Node implements AutoCloseable {

  static final ClassCodec CLASSES = new ClassCodec(new byte[32]);

  private static final String ROWS =
      """
      SELECT router_id || ' ' || acct_session_id || ' ' || username || ' ' || started_at || ' ' || updated_at || ' '
             || coalesce(stopped_at::text, 'open') || ' ' || session_time || ' ' || input_octets || ' ' || output_octets
      FROM session ORDER BY 1""";

  final SubscriberDirectory directory;
  final OpenSessions sessions = new OpenSessions();
  final Journal journal;
  final Applier applier;
  final HikariDataSource pool;

  /** What was odd, in order. */
  final List<Oddity> oddities = new CopyOnWriteArrayList<>();

  /** How often the whole table was read. */
  final AtomicInteger readings = new AtomicInteger();

  private final DatabaseConfig database;

  Node(DatabaseConfig database, Path directory, Clock clock) {
    this(database, directory, clock, row -> {});
  }

  /**
   * @param alsoTold what the table says, on the applier's thread
   */
  Node(DatabaseConfig database, Path directory, Clock clock, Consumer<SessionRow> alsoTold) {
    this.database = database;
    this.directory = new SubscriberDirectory(Timepiece.of(clock));
    this.pool = Pool.open(database, ServiceRole.RADIUS, 2);
    this.journal = Journal.open(directory);
    this.applier =
        Applier.of(
            journal,
            pool,
            CLASSES,
            this.directory,
            new Applier.Listener() {
              @Override
              public void applied(SessionRow row) {
                alsoTold.accept(row);
                sessions.follow(row);
              }

              @Override
              public void heardRarely(SessionKey key, Duration gap) {
                sessions.heardRarely(key, gap);
              }

              @Override
              public void odd(Oddity oddity) {
                oddities.add(oddity);
              }

              @Override
              public void reading() {
                readings.incrementAndGet();
                sessions.loading();
              }

              @Override
              public void readAll() {
                sessions.loaded();
              }
            },
            clock,
            ZoneId.of("Asia/Jakarta"));
    applier.start();
  }

  /** Leaves entries in a journal, as a process does that ends before it has applied them. */
  static void leave(Path directory, List<byte[]> entries) {
    try (Journal journal = Journal.open(directory)) {
      entries.forEach(entry -> append(journal, entry));
    }
  }

  /** Hands records over and waits until they are in the table. */
  void apply(JournalEntry... entries) {
    apply(Arrays.asList(entries));
  }

  void apply(Collection<? extends JournalEntry> entries) {
    append(entries);
    applied();
  }

  /** Waits until everything is in the table. */
  void applied() {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> applier.position() > 0 && applier.lag() == 0);
  }

  void append(Collection<? extends JournalEntry> entries) {
    entries.forEach(entry -> append(entry.encode()));
  }

  void append(byte[] entry) {
    append(journal, entry);
  }

  /** Waits until it is on the disk. */
  private static void append(Journal journal, byte[] entry) {
    long before = journal.durable();
    assertThat(journal.append(entry, Journal.Receipt.NONE)).isTrue();
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> journal.durable() >= before + Segment.framed(entry.length));
  }

  /** The table of sessions, a text a row. */
  List<String> rows() {
    return ask(ROWS);
  }

  /** The first column of a question to the database. */
  List<String> ask(String sql) {
    try {
      return TestDatabase.column(database, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The only answer. */
  String one(String sql) {
    return ask(sql).get(0);
  }

  /** Session ids that are open. */
  List<String> open() {
    return ask("SELECT acct_session_id FROM session WHERE stopped_at IS NULL ORDER BY 1");
  }

  @Override
  public void close() {
    journal.close();
    applier.close();
    pool.close();
  }
}
