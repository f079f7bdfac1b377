package id.gerbang.billing.watch;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.billing.watch.RemovalDao.Wanted;
import id.gerbang.routeros.Condition;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Removes on a router the sessions that outlived their Disconnect, each once and noted before. That
 * it is wanted is radius's to say, and whether it helped the next list's. While somebody else is
 * changing the router it waits for the next look.
 */
final class Removals {

  private static final String ACTIVE = "/ppp/active";

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterTurns turns;
  private final Duration wantedFor;

  /**
   * @param wantedFor how long radius's word holds: it says it again after each look
   */
  Removals(Jdbi jdbi, Clock clock, Duration wantedFor) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.turns = new RouterTurns(jdbi, clock);
    this.wantedFor = wantedFor;
  }

  /** All that are wanted there now. One whose answer does not come is tried at the next look. */
  void carryOut(long routerId, RouterOs router) {
    if (!open(routerId).isEmpty()) {
      turns.ifFree(routerId, () -> removed(open(routerId), router));
    }
  }

  private List<Wanted> open(long routerId) {
    Instant since = clock.instant().minus(wantedFor);
    return jdbi.withExtension(RemovalDao.class, dao -> dao.open(routerId, since));
  }

  private List<Wanted> removed(List<Wanted> all, RouterOs router) {
    for (Wanted wanted : all) {
      try {
        remove(wanted, router);
      } catch (RouterOsException e) {
        if (!e.kind().isOfOneCommand()) {
          throw e;
        }
        done(wanted, "refused", e.detail());
      }
    }
    return all;
  }

  /** By its id: another session of the same name is another session. */
  private void remove(Wanted wanted, RouterOs router) {
    Optional<Row> row =
        router
            .print(
                ACTIVE,
                List.of(Row.ID, "name", "session-id"),
                Condition.equal("name", wanted.username()))
            .stream()
            .filter(one -> ListedSession.idOf(one).equals(wanted.acctSessionId()))
            .findFirst();
    if (row.isEmpty()) {
      done(wanted, "gone", "");
      return;
    }
    jdbi.useTransaction(
        handle ->
            Audit.write(
                handle,
                clock.instant(),
                Actor.SYSTEM,
                "router.remove-session",
                "router:" + wanted.routerId(),
                Map.of(
                    "username", wanted.username(),
                    "acctSessionId", wanted.acctSessionId(),
                    "cause", wanted.cause())));
    router.remove(ACTIVE, row.get().id());
    done(wanted, "removed", "");
  }

  private void done(Wanted wanted, String outcome, String detail) {
    jdbi.useExtension(RemovalDao.class, dao -> dao.done(wanted, clock.instant(), outcome, detail));
  }
}
