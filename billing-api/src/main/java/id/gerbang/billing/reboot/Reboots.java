package id.gerbang.billing.reboot;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterService;
import id.gerbang.billing.router.RouterTestService;
import id.gerbang.billing.router.RouterTimes;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Reboots routers, once each that it is asked and confirmed, and waits for them: each half minute a
 * router that was sent away is asked for its uptime, and tested when it has begun anew.
 */
public final class Reboots implements Job {

  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Longer than any router takes to start. */
  private static final Duration AWAITED = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;
  private final RouterTurns turns;
  private final RouterTestService tests;

  public Reboots(
      Jdbi jdbi, Clock clock, RouterAccess access, RouterTurns turns, RouterTestService tests) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
    this.turns = turns;
    this.tests = tests;
  }

  /** What is to be rebooted, and how it is reached. */
  private record Begun(long id, long routerId, RouterAddress address) {}

  /** In the audit before it goes out, and while nobody else changes the router. */
  RebootView reboot(Actor actor, Ref ref, RebootRequest request) {
    long routerId = jdbi.withHandle(handle -> RouterService.id(handle, ref));
    return turns.alone(routerId, () -> rebooted(actor, ref, request));
  }

  private RebootView rebooted(Actor actor, Ref ref, RebootRequest request) {
    Begun begun = jdbi.inTransaction(handle -> begin(handle, actor, ref, request));
    try {
      access.use(begun.address(), router -> router.run("/system/reboot", Map.of()));
    } catch (RouterOsException e) {
      // One that reboots may say nothing more: its uptime tells.
      if (!e.kind().leavesUnknown()) {
        jdbi.useExtension(RebootDao.class, dao -> dao.refused(begun.id(), e.getMessage()));
      }
    }
    return jdbi.inTransaction(handle -> view(handle, begun.routerId(), begun.id()));
  }

  private Begun begin(Handle handle, Actor actor, Ref ref, RebootRequest request) {
    long routerId = RouterService.id(handle, ref);
    RebootDao dao = handle.attach(RebootDao.class);
    RouterAddress address = access.entered(handle, routerId);
    List<String> online = dao.online(routerId);
    if (!Boolean.TRUE.equals(request.confirm())) {
      throw Problem.conflict(
          "confirm",
          "%d customers are online through this router now, and all of them are thrown off. Send \"confirm\": true to reboot it."
              .formatted(online.size()));
    }
    Instant now = clock.instant();
    if (!dao.openOf(routerId, now.minus(AWAITED)).isEmpty()) {
      throw Problem.conflict("It was sent away already, and is not known to be back.");
    }
    long id = dao.insert(routerId, actor.name(), now, online);
    Audit.write(
        handle,
        now,
        actor,
        "router.reboot",
        "router:" + routerId,
        Map.of("customers", online.size(), "reboot", id));
    return new Begun(id, routerId, address);
  }

  RebootView find(Ref ref, long id) {
    return jdbi.inTransaction(handle -> view(handle, RouterService.id(handle, ref), id));
  }

  private static RebootView view(Handle handle, long routerId, long id) {
    RebootDao dao = handle.attach(RebootDao.class);
    RebootRow row =
        dao.find(routerId, id).orElseThrow(() -> Problem.notFound("reboot " + id + " of it"));
    return new RebootView(
        row.id(),
        row.routerId(),
        row.askedBy(),
        row.askedAt(),
        row.customers(),
        row.state(),
        row.backAt(),
        row.why(),
        row.failing().isEmpty() ? List.of() : List.of(row.failing().split(",")),
        row.state().equals("refused") ? List.of() : dao.notBack(id));
  }

  @Override
  public String name() {
    return "router-reboots";
  }

  @Override
  public Schedule schedule() {
    return new Schedule.Every(EVERY);
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public String run() {
    List<RebootRow> open =
        jdbi.withExtension(RebootDao.class, dao -> dao.open(clock.instant().minus(AWAITED)));
    int back = 0;
    for (RebootRow reboot : open) {
      back += await(reboot) ? 1 : 0;
    }
    return back + " of " + open.size() + " routers are back";
  }

  private boolean await(RebootRow reboot) {
    Optional<RouterAddress> address =
        jdbi.withHandle(handle -> access.address(handle, reboot.routerId()));
    if (address.isEmpty() || !beganAnew(address.get(), reboot.askedAt())) {
      return false;
    }
    List<String> failing = tests.failing(Actor.SYSTEM, Ref.id(reboot.routerId()));
    jdbi.useExtension(RebootDao.class, dao -> dao.back(reboot.id(), clock.instant(), failing));
    return true;
  }

  private boolean beganAnew(RouterAddress address, Instant askedAt) {
    try {
      return access
          .use(address, Reboots::uptime)
          .map(clock.instant()::minus)
          .map(began -> !began.isBefore(askedAt))
          .orElse(false);
    } catch (RouterOsException stillAway) {
      return false;
    }
  }

  private static Optional<Duration> uptime(RouterOs router) {
    return router.print("/system/resource", List.of("uptime")).stream()
        .findFirst()
        .flatMap(row -> row.get("uptime"))
        .flatMap(RouterTimes::duration);
  }
}
