package id.gerbang.billing.router;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What comes after a router: another device in its place, another router, or nothing. */
public final class RouterSuccession {

  private static final int NAMED = 10;

  private final Clock clock;
  private final RouterService routers;

  public RouterSuccession(Clock clock, RouterService routers) {
    this.clock = clock;
    this.routers = routers;
  }

  /**
   * Another device takes its place, under the same record: customers and history stay. What the old
   * one had open ends at its last contact, and whether it signed its requests is forgotten.
   */
  ReplacedRouter replace(
      Handle handle, Ref ref, ReplaceRouter request, Actor actor, Locale language) {
    RouterDao dao = handle.attach(RouterDao.class);
    RouterRow before =
        dao.lock(RouterService.row(handle, ref).id())
            .orElseThrow(() -> Problem.notFound("router " + ref));
    Ref id = Ref.id(before.id());
    routers.update(handle, id, request.of(before), null, actor, language);
    long sessions = dao.openSessions(before.id());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    dao.died(before.id(), now);
    dao.forgetSignature(before.id(), now);
    dao.forgetDevice(before.id());
    dao.forgetListed(before.id());
    dao.forgetBackupLinks(before.id());
    Map<String, Object> detail = new HashMap<>();
    detail.put("name", before.name());
    detail.put("sessions", sessions);
    Audit.write(handle, now, actor, "router.replace", "router:" + before.id(), detail);
    return new ReplacedRouter(routers.find(handle, id, language), sessions);
  }

  /** What belongs to one router belongs to another: backup links, on either side, and customers. */
  MovedRouter move(Handle handle, Ref ref, MoveRouter request, Actor actor) {
    RouterDao dao = handle.attach(RouterDao.class);
    RouterRow from = RouterService.row(handle, ref);
    if (request.to() == null || request.to() == from.id()) {
      throw Problem.unprocessable("to", "is the id of another router");
    }
    RouterRow to =
        dao.lock(request.to())
            .orElseThrow(() -> Problem.unprocessable("to", "is the id of no router"));
    dao.lockBackupLinks();
    List<Long> moved = new ArrayList<>(dao.moveCustomersEnds(from.id(), to.id()));
    dao.pop(from.id()).ifPresent(pop -> moved.addAll(moved(dao, pop, from, to)));
    int subscriptions = dao.moveSubscriptions(from.id(), to.id(), clock.instant());
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "router.move",
        "router:" + from.id(),
        Map.of("to", to.id(), "backupLinks", moved, "subscriptions", subscriptions));
    return new MovedRouter(from.id(), to.id(), moved, subscriptions);
  }

  /** To the other's POP, or with their own to where none was. */
  private static List<Long> moved(RouterDao dao, long pop, RouterRow from, RouterRow to) {
    Optional<Long> there = dao.pop(to.id());
    if (there.isEmpty()) {
      if (to.address() == null) {
        throw Problem.unprocessable("to", "has no address that a backup link could end at");
      }
      dao.movePop(pop, from.id(), to.id());
      return dao.backupLinksOfPop(pop);
    }
    List<Integer> taken = dao.vlansTaken(pop, there.get());
    if (!taken.isEmpty()) {
      throw Problem.conflict(
          "to",
          "has links with the same VLAN or inner address already: VLAN "
              + words(taken, taken.size()));
    }
    return dao.moveBackupLinks(pop, there.get());
  }

  /** One that customers hang on is not taken away from under them. */
  void archive(Handle handle, Ref ref, Actor actor) {
    RouterRow router = RouterService.row(handle, ref);
    RouterDao dao = handle.attach(RouterDao.class);
    // Whoever gives it a customer waits, and finds it gone.
    dao.lock(router.id());
    List<FieldError> ties = new ArrayList<>();
    long sessions = dao.openSessions(router.id());
    if (sessions > 0) {
      ties.add(
          new FieldError(
              "sessions",
              "%d customers are online through it: %s. Let them dial in elsewhere, or say that it died (POST /routers/%d/died)"
                  .formatted(
                      sessions, words(dao.online(router.id(), NAMED), sessions), router.id())));
    }
    List<Long> links = dao.backupLinks(router.id());
    if (!links.isEmpty()) {
      ties.add(
          new FieldError(
              "backupLinks",
              "%d end at it: %s. Move them (POST /routers/%d/move)"
                  .formatted(links.size(), words(links, links.size()), router.id())));
    }
    long own = dao.ownSubscriptions(router.id());
    if (own > 0) {
      ties.add(
          new FieldError(
              "subscriptions",
              "%d may log in through it alone: %s. Move them (POST /routers/%d/move)"
                  .formatted(own, words(dao.ownUsernames(router.id(), NAMED), own), router.id())));
    }
    if (!ties.isEmpty()) {
      throw Problem.conflict(ties);
    }
    dao.leavePop(router.id());
    dao.leaveHub(router.id());
    dao.archive(router.id(), clock.instant());
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "router.archive",
        "router:" + router.id(),
        Map.of("name", router.name()));
  }

  /** The first few. */
  private static String words(List<?> some, long ofAll) {
    String named = String.join(", ", some.stream().limit(NAMED).map(String::valueOf).toList());
    return ofAll > NAMED ? named + " and " + (ofAll - NAMED) + " more" : named;
  }
}
