package id.gerbang.radius;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.seal.Sealer;
import id.gerbang.radius.accounting.Applier;
import id.gerbang.radius.accounting.Housekeeping;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.accounting.JournalEntry;
import id.gerbang.radius.accounting.JournalReplay;
import id.gerbang.radius.accounting.SilentSessions;
import id.gerbang.radius.accounting.UnlistedSessions;
import id.gerbang.radius.address.AddressClaims;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.admission.Admission;
import id.gerbang.radius.clock.BelievedClock;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.converge.ActRecord;
import id.gerbang.radius.converge.CoaClient;
import id.gerbang.radius.converge.CoaTrials;
import id.gerbang.radius.converge.Convergence;
import id.gerbang.radius.converge.ConvergenceWorker;
import id.gerbang.radius.converge.Leases;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.heard.HeardWorker;
import id.gerbang.radius.heard.RouterWatch;
import id.gerbang.radius.heard.Strangers;
import id.gerbang.radius.listen.RadiusPorts;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.snapshot.JournalPlace;
import id.gerbang.radius.snapshot.Snapshots;
import id.gerbang.radius.subscriber.ChangeFeed;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * The RADIUS service, wired by hand: a login goes ports → directory → answer; an accounting record
 * ports → journal → applier → table; a change feed → directory → convergence → router.
 */
public final class RadiusService implements AutoCloseable {

  private static final int POOL_SIZE = 8;
  private static final long LAST_WORD_MILLIS = 500;
  private static final String SNAPSHOT = "snapshot";

  /** So many datagrams compile what they need themselves. */
  private static final long REAL_ONES = 5_000;

  private final BelievedClock clock;
  private final RadiusConfig config;
  private final Counters counters;
  private final SubscriberDirectory directory;
  private final OpenSessions sessions;
  private final HikariDataSource database;
  private final Journal journal;
  private final Journal eventJournal;
  private final AccessEvents events;
  private final Admission admission;
  private final ChangeFeed feed;
  private final Applier applier;
  private final long inSnapshot;
  private final AddressPools addresses;
  private final AddressClaims claims;
  private final SilentSessions silentSessions;
  private final UnlistedSessions unlistedSessions;
  private final Housekeeping housekeeping;
  private final Snapshots snapshots;
  private final HeardWorker heard;
  private final RadiusPorts ports;
  private final CoaClient coa;
  private final Convergence convergence;
  private final ConvergenceWorker convergenceWorker;
  private final CoaTrials coaTrials;
  private final ServiceHealth health;
  private volatile boolean closing;

  private RadiusService(
      RadiusConfig config,
      Sealer sealer,
      BelievedClock clock,
      Counters counters,
      Journal journal,
      Journal eventJournal,
      HikariDataSource database) {
    this.clock = clock;
    this.config = config;
    this.counters = counters;
    this.journal = journal;
    this.eventJournal = eventJournal;
    this.database = database;
    directory = new SubscriberDirectory(clock, this::learnMac);
    sessions = new OpenSessions(directory::sharedName);
    ClassCodec classes = new ClassCodec(sealer.derive("class"));
    RouterRegistry routers = new RouterRegistry(router -> learn(router));
    counters.routersNamed(routers::idAt, id -> routers.find(id).map(Router::name));
    Router tryRouter = TryRouter.of(sealer);
    addresses = new AddressPools(journal, sessions, clock);
    snapshots =
        new Snapshots(
            config.data().resolve(SNAPSHOT),
            sealer,
            routers,
            directory,
            sessions,
            addresses,
            this::inMemory,
            clock,
            counters);
    Optional<JournalPlace> place =
        snapshots.restore(tryRouter).filter(it -> it.journal().equals(journal.id()));
    inSnapshot = place.map(JournalPlace::position).orElse(0L);
    long unread =
        place
            .map(
                it ->
                    new JournalReplay(
                            classes,
                            directory,
                            new RestoredMemory(directory.macs(), addresses, sessions),
                            clock)
                        .run(journal, it.position()))
            .orElse(0L);
    events =
        new AccessEvents(
            eventJournal,
            database,
            counters,
            id -> routers.find(id).map(Router::name).orElseGet(() -> Long.toString(id)));
    admission = new Admission(directory, routers, sessions, events, database, counters, clock);
    RouterWatch watch = new RouterWatch(routers, clock);
    Strangers strangers = new Strangers(counters, clock);
    heard = new HeardWorker(database, watch, strangers, clock);
    ports =
        RadiusPorts.open(
            new InetSocketAddress(config.address(), config.authPort()),
            new InetSocketAddress(config.address(), config.acctPort()),
            new RadiusPorts.Parts(
                directory, routers, watch, strangers, admission, journal, classes, addresses,
                events, counters, clock));
    InetAddress coaAddress = config.coaAddress();
    coa =
        new CoaClient(
            ports.loops(),
            router ->
                coaAddress.isAnyLocalAddress()
                    ? routers.askedAt(router.id()).orElse(coaAddress)
                    : coaAddress,
            counters);
    Leases leases = new Leases(journal.id(), routers);
    long journalAtStart = journal.durable();
    Convergence.Parts parts =
        new Convergence.Parts(
            directory,
            routers,
            sessions,
            admission.limits(),
            coa,
            new ActRecord(journal, events, counters),
            counters,
            clock);
    convergence =
        new Convergence(
            parts,
            new Convergence.Limits(
                () -> sessionsLoaded(journalAtStart), leases, config.actsPerSecond()));
    convergenceWorker = new ConvergenceWorker(database, leases, convergence, parts);
    coaTrials = new CoaTrials(database, journal.id(), routers, leases, coa);
    applier =
        Applier.of(
            journal,
            database,
            classes,
            directory,
            new SessionMemory(sessions, admission, convergence, counters),
            clock,
            config.zone());
    claims = new AddressClaims(database, journal, applier, addresses, counters, clock);
    feed =
        new ChangeFeed(
            config.database(),
            sealer,
            config.dictionary(),
            directory,
            routers,
            tryRouter,
            clock::witness,
            convergence);
    silentSessions = new SilentSessions(database, journal, applier, sessions, directory, clock);
    unlistedSessions = new UnlistedSessions(database, journal.id(), applier, clock);
    housekeeping = new Housekeeping(database, journal, applier, config.retention(), clock);
    health = new ServiceHealth(directory, sessions, journal, eventJournal, applier, clock, unread);
    health.gaugesOf(counters);
  }

  /** Starts all parts; the ports answer as soon as the directory is loaded. */
  public static RadiusService start(RadiusConfig config, Sealer sealer, Clock clock) {
    RadiusService service = open(config, sealer, new BelievedClock(Timepiece.of(clock)));
    service.events.start();
    service.admission.start();
    service.convergence.start();
    service.convergenceWorker.start();
    service.coaTrials.start();
    service.applier.start(service.directory::loaded);
    service.claims.start();
    service.feed.start();
    service.silentSessions.start();
    service.unlistedSessions.start();
    service.housekeeping.start();
    service.snapshots.start();
    service.heard.start();
    return service;
  }

  /**
   * Rehearses logins, in the background, from when the real ones could be answered on and until
   * they come: for the first storm. Of a service that stays, not of a command or a test.
   */
  public void rehearse() {
    Rehearsal.inBackground(
        config.data().resolve("rehearsal"),
        config.database(),
        clock,
        () -> directory.loaded() || closing,
        () -> !closing && counters.received() < REAL_ONES);
  }

  /** What cannot come up, as on a port that another has, leaves nothing open behind it. */
  private static RadiusService open(RadiusConfig config, Sealer sealer, BelievedClock clock) {
    Counters counters = new Counters();
    Deque<Runnable> opened = new ArrayDeque<>();
    try {
      Journal journal =
          Journal.open(
              config.data().resolve("journal"),
              counters.latency("gerbang_radius_journal_force_seconds", "")::took);
      opened.push(journal::close);
      Journal events =
          Journal.openUnforced(config.data().resolve("events"), AccessEvents.MOST_CHUNKS_WAITING);
      opened.push(events::close);
      HikariDataSource database = Pool.open(config.database(), ServiceRole.RADIUS, POOL_SIZE);
      opened.push(database::close);
      return new RadiusService(config, sealer, clock, counters, journal, events, database);
    } catch (RuntimeException e) {
      opened.forEach(Runnable::run);
      throw e;
    }
  }

  /** Whether a start could answer logins before it has reached the database. */
  public static boolean hasSnapshot(Path data) {
    return Snapshots.isIn(data.resolve(SNAPSHOT));
  }

  /** Whether what a start would answer from was sealed under another key. */
  public static boolean isSnapshotOfAnotherKey(Path data, Sealer sealer) {
    return Snapshots.isOfAnotherKey(data.resolve(SNAPSHOT), sealer);
  }

  /** Whether anybody can be answered: it has read a snapshot, or the database. */
  public boolean answers() {
    return directory.loaded();
  }

  /** Asked once all parts are there and started. */
  private boolean sessionsLoaded(long journalAtStart) {
    return applier.caughtUp(journalAtStart);
  }

  /** Until the database was reached, no more than the snapshot of before. */
  private JournalPlace inMemory() {
    return new JournalPlace(journal.id(), Math.max(inSnapshot, applier.position()));
  }

  private void learn(Router router) {
    router
        .firstSigned()
        .ifPresent(
            at ->
                journal.append(
                    new JournalEntry.FirstSigned(router.id(), at).encode(), Journal.Receipt.NONE));
  }

  private void learnMac(long subscriberId, String mac, Instant at) {
    journal.append(new JournalEntry.FirstMac(subscriberId, at, mac).encode(), Journal.Receipt.NONE);
  }

  public int authPort() {
    return ports.authPort();
  }

  public int acctPort() {
    return ports.acctPort();
  }

  /** Prometheus text. */
  public String metrics() {
    return counters.text();
  }

  /** What is wrong, by part; empty text where nothing is. Readiness is that all are empty. */
  public Map<String, String> health() {
    return health.byPart();
  }

  /** No new work; what came in is stored and answered; then the rest. */
  @Override
  public void close() {
    closing = true;
    // Several parts have a last word for the database: where it is away, none waits long for it.
    database.setConnectionTimeout(LAST_WORD_MILLIS);
    ports.stopReading();
    housekeeping.close();
    silentSessions.close();
    unlistedSessions.close();
    convergence.close();
    convergenceWorker.close();
    coaTrials.close();
    feed.close();
    coa.close();
    journal.close();
    ports.close();
    applier.close();
    snapshots.close();
    admission.close();
    claims.close();
    heard.close();
    events.close();
    eventJournal.close();
    database.close();
  }
}
