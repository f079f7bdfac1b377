package id.gerbang.radius;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.accounting.Applier;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.admission.Admission;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.heard.RouterWatch;
import id.gerbang.radius.heard.Strangers;
import id.gerbang.radius.listen.RadiusPorts;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.Subscriber;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some ten thousand logins and reports before the first one: the JVM compiles the way of a packet
 * only once it was walked often, and after a power cut the first to come is a storm. What is
 * rehearsed with is thrown away after it: other ports, on loopback, with subscribers, a router and
 * counters of their own, and temporary tables that a connection has for itself. Nothing of it
 * reaches the real ones.
 */
final class Rehearsal {

  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  /**
   * Each time from the beginning: what only a first request does would else look like what never
   * happens, and the first real one would undo what was compiled.
   */
  private static final int TIMES = 5;

  private static final int REQUESTS = 24_000;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final int MOST_WAITING = 4_096;
  private static final long LOOK_MILLIS = 20;

  private final SecureRandom random = new SecureRandom();
  private final Secret secret = Secret.of(HexFormat.of().formatHex(octets(16)));
  private final Password password = Password.of(HexFormat.of().formatHex(octets(8)));
  private final Path stage;
  private final DatabaseConfig real;
  private final Timepiece clock;
  private final BooleanSupplier wanted;
  private final long began = System.nanoTime();
  private final AtomicInteger applied = new AtomicInteger();
  private int answered;

  /** How many requests were answered, and how often PostgreSQL took the report of a session. */
  record Played(int answered, int applied) {}

  private Rehearsal(Path stage, DatabaseConfig database, Timepiece clock, BooleanSupplier wanted) {
    this.stage = stage;
    this.real = database;
    this.clock = clock;
    this.wanted = wanted;
  }

  /**
   * Plays it on a thread of its own, which keeps no process alive.
   *
   * @param begins whether it is time
   * @param wanted whether to go on
   */
  static void inBackground(
      Path stage,
      DatabaseConfig database,
      Timepiece clock,
      BooleanSupplier begins,
      BooleanSupplier wanted) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!begins.getAsBoolean()) {
                  TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                }
                play(stage, database, clock, wanted);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Plays it to its end, or until there is better to do.
   *
   * @param stage a directory of its own, gone afterwards
   * @param database the real one, of which it sees nothing
   * @param wanted whether to go on
   */
  static Played play(Path stage, DatabaseConfig database, Timepiece clock, BooleanSupplier wanted) {
    Rehearsal rehearsal = new Rehearsal(stage, database, clock, wanted);
    try {
      rehearsal.play();
    } catch (IOException | RuntimeException e) {
      // The real ports do without it; they are slower for their first seconds.
      log.warn("the rehearsal of logins did not come to its end: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Played(rehearsal.answered, rehearsal.applied.get());
  }

  private void play() throws IOException, InterruptedException {
    Optional<HikariDataSource> tables = RehearsedTables.open(real);
    try {
      for (int time = 0; time < TIMES && goesOn(); time++) {
        once(tables);
      }
    } finally {
      tables.ifPresent(HikariDataSource::close);
    }
    log.info(
        "rehearsed requests={} applied={} took={}ms",
        answered,
        applied,
        (System.nanoTime() - began) / 1_000_000);
  }

  private boolean goesOn() {
    return System.nanoTime() - began < LONGEST_NANOS && wanted.getAsBoolean();
  }

  private void once(Optional<HikariDataSource> tables) throws IOException, InterruptedException {
    forget();
    try (Journal journal = Journal.openUnforced(stage.resolve("journal"), MOST_WAITING);
        Journal events = Journal.openUnforced(stage.resolve("events"), MOST_WAITING)) {
      once(journal, events, tables);
    } finally {
      forget();
    }
  }

  /**
   * @param tables where reports are applied; without them the way of a packet is rehearsed alone
   */
  private void once(Journal journal, Journal eventJournal, Optional<HikariDataSource> tables)
      throws IOException, InterruptedException {
    DataSource database = tables.<DataSource>map(pool -> pool).orElseGet(PGSimpleDataSource::new);
    Counters counters = new Counters();
    SubscriberDirectory directory = new SubscriberDirectory(clock);
    for (int i = 0; i < RehearsedRouter.SUBSCRIBERS; i++) {
      directory.put(new Subscriber(entitlement(i), password));
    }
    directory.restored(clock.instant());
    OpenSessions sessions = new OpenSessions();
    AccessEvents events = new AccessEvents(eventJournal, database, counters);
    RouterRegistry routers = new RouterRegistry(router -> {});
    Admission admission =
        new Admission(directory, routers, sessions, events, database, counters, clock);
    ClassCodec classes = new ClassCodec(octets(32));
    InetAddress loopback = InetAddress.getLoopbackAddress();
    routers.replace(List.of(router(loopback)));
    AddressPools addresses = new AddressPools(journal, sessions, clock);
    RadiusPorts.Parts parts =
        new RadiusPorts.Parts(
            directory,
            routers,
            new RouterWatch(routers, clock),
            new Strangers(counters, clock),
            admission,
            journal,
            classes,
            addresses,
            events,
            counters,
            clock);
    Applier.Listener memory =
        row -> {
          applied.incrementAndGet();
          sessions.follow(row).ifPresent(admission::reported);
        };
    try (Applier applier =
            Applier.of(journal, database, classes, directory, memory, clock, ZoneOffset.UTC);
        RadiusPorts ports =
            RadiusPorts.open(
                new InetSocketAddress(loopback, 0), new InetSocketAddress(loopback, 0), parts);
        RehearsedRouter router =
            new RehearsedRouter(
                secret, password, random, clock, ports.authPort(), ports.acctPort())) {
      if (tables.isPresent()) {
        applier.start();
      }
      while (router.sent() < REQUESTS && goesOn()) {
        answered += router.turn();
      }
      while (tables.isPresent() && applier.lag() > 0 && goesOn()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  private Router router(InetAddress address) {
    return new Router(
        1,
        RehearsedRouter.NAME,
        address,
        secret,
        true,
        1,
        Router.SignaturePolicy.REQUIRE,
        Optional.empty(),
        RouterPolicy.DEFAULT);
  }

  private static Entitlement entitlement(int number) {
    return new Entitlement(
        1 + number,
        RehearsedRouter.name(number),
        1,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(RateLimit.of(5_000_000, 10_000_000)),
        Optional.empty(),
        RehearsedRouter.NAME);
  }

  private byte[] octets(int size) {
    byte[] octets = new byte[size];
    random.nextBytes(octets);
    return octets;
  }

  private void forget() throws IOException {
    if (Files.isDirectory(stage)) {
      try (Stream<Path> files = Files.walk(stage)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
