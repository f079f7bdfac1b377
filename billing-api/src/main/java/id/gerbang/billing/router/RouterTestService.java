package id.gerbang.billing.router;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.core.seal.Sealer;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Tests whether a router is set up for us, by asking the router itself, and radius whether a CoA
 * gets there, both at once. It changes nothing there. It logs in anew each time, over a connection
 * of its own: whether that works is what is asked first.
 */
public final class RouterTestService {

  private static final Duration TO_CONNECT = Duration.ofSeconds(1);
  private static final Duration TO_ANSWER = Duration.ofMillis(1_500);

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final Sealer sealer;
  private final RouterAccess access;
  private final RouterReader reader;
  private final CoaTrials trials;

  public RouterTestService(
      Jdbi jdbi, Clock clock, ZoneId zone, Sealer sealer, RouterAccess access) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.sealer = sealer;
    this.access = access;
    this.reader = new RouterReader(clock, RouterReader.PATIENCE);
    this.trials = new CoaTrials(jdbi);
  }

  TestedRouter test(Actor actor, Ref ref, Locale language) {
    KnownRouter known = jdbi.inTransaction(handle -> known(handle, actor, ref));
    return tested(known, look(actor, known, language));
  }

  /** The checks that fail now, by name. */
  public List<String> failing(Actor actor, Ref ref) {
    KnownRouter known = jdbi.inTransaction(handle -> known(handle, actor, ref));
    return look(actor, known, Locale.ENGLISH).stream()
        .filter(RouterCheck::fails)
        .map(RouterCheck::name)
        .toList();
  }

  TestedRouter tested(KnownRouter known, List<RouterCheck> checks) {
    long id = known.router().id();
    return new TestedRouter(
        id,
        jdbi.withExtension(RouterDao.class, dao -> dao.tested(List.of(id))).get(0).device(),
        checks.stream().map(RouterCheck::view).toList());
  }

  /** No connection of the database's is held while the router is asked. */
  List<RouterCheck> look(Actor actor, KnownRouter known, Locale language) {
    CoaTrials.Asked asked = trials.ask(known.router().id(), RouterReader.PATIENCE);
    RouterReading reading =
        known.address().map(reader::read).orElseGet(() -> RouterReading.none(clock.instant()));
    CoaTrial trial = asked.answer();
    return jdbi.inTransaction(handle -> judged(handle, actor, known, reading, trial, language));
  }

  /** A password is about to go out: also where nothing comes back it is known who sent it where. */
  KnownRouter known(Handle handle, Actor actor, Ref ref) {
    RouterRow router = RouterService.row(handle, ref);
    RouterDao dao = handle.attach(RouterDao.class);
    HeardRow heard = dao.heard(List.of(router.id())).get(0);
    SealedRow sealed = dao.sealed(router.id());
    Optional<RouterAddress> address =
        access
            .address(router, heard, sealed.apiPassword())
            .map(at -> at.waiting(TO_CONNECT, TO_ANSWER));
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "router.test",
        "router:" + router.id(),
        Map.of(
            "name", router.name(),
            "asked", address.map(at -> at.host() + " port " + at.port()).orElse("")));
    return new KnownRouter(
        router,
        heard,
        address,
        sealer.open(sealed.secret(), RouterService.sealedTo(router.id(), "secret")),
        dao.poolsNamed(router.id()),
        dao.openSessions(router.id()));
  }

  private List<RouterCheck> judged(
      Handle handle,
      Actor actor,
      KnownRouter known,
      RouterReading reading,
      CoaTrial trial,
      Locale language) {
    RouterDao dao = handle.attach(RouterDao.class);
    List<Row> local =
        reading.rows(Menu.SECRETS).orElse(List.of()).stream()
            .filter(row -> !row.isTrue("disabled"))
            .toList();
    LocalSecrets secrets =
        new LocalSecrets(
            dao.hiddenBy(
                local.stream().map(row -> row.get("name").orElse("")).toList(),
                local.stream().map(row -> row.get("service").orElse("any")).toList()),
            actor.reach().areas().isEmpty());
    dao.tested(tested(known.router().id(), reading));
    return RouterChecks.of(reading, trial, known, secrets, language, zone);
  }

  private TestedRow tested(long routerId, RouterReading reading) {
    Instant now = clock.instant();
    Optional<Row> resource = reading.row(Menu.RESOURCE);
    return new TestedRow(
        routerId,
        now,
        reading.answered() ? now : null,
        reading.version().orElse(null),
        resource.flatMap(row -> row.get("board-name")).orElse(null),
        reading.licence().orElse(null),
        resource
            .flatMap(row -> row.get("uptime"))
            .flatMap(RouterTimes::duration)
            .map(Duration::toSeconds)
            .orElse(null),
        null,
        null);
  }
}
