package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Answer;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Orders the end of sessions that are open now. It writes the order only: the RADIUS side carries
 * it out, and says when it is done.
 */
public final class DisconnectService {

  private final Clock clock;

  public DisconnectService(Clock clock) {
    this.clock = clock;
  }

  /** All that is open; without a session, the login that a router last let in. */
  Answer subscription(Handle handle, Ref ref, ReasonRequest request, Actor actor) {
    Map<String, String> detail = request.detail();
    SubscriptionRow subscription = SubscriptionService.row(handle, ref);
    DisconnectDao dao = handle.attach(DisconnectDao.class);
    Instant now = clock.instant();
    long order = dao.order(subscription.id(), request.reason(), actor.name(), now);
    int targets = dao.targetsOpen(order, subscription.id(), subscription.username());
    if (targets == 0) {
      targets = dao.targetLastAccept(order, subscription.id(), subscription.username());
    }
    if (targets == 0) {
      throw Problem.conflict(
          "%s has no open session%s, nor a login that none followed."
              .formatted(
                  subscription.username(),
                  actor.reach().everything() ? "" : " on a router of yours"));
    }
    Audit.write(
        handle, now, actor, "subscription.disconnect", "subscription:" + subscription.id(), detail);
    return answer(dao, order);
  }

  Answer session(Handle handle, Ref ref, ReasonRequest request, Actor actor) {
    Map<String, String> detail = request.detail();
    DisconnectDao dao = handle.attach(DisconnectDao.class);
    DisconnectDao.Session session =
        dao.session(ref.id(), actor.reach().everything())
            .orElseThrow(() -> Problem.notFound("session " + ref));
    if (session.stopped()) {
      throw Problem.conflict("The session " + session.acctSessionId() + " has ended.");
    }
    long subscription =
        session
            .subscriptionId()
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "The session " + session.acctSessionId() + " is no subscription's."));
    Instant now = clock.instant();
    long order = dao.order(subscription, request.reason(), actor.name(), now);
    dao.target(order, session.id());
    Audit.write(handle, now, actor, "session.disconnect", "session:" + session.id(), detail);
    return answer(dao, order);
  }

  static DisconnectView view(DisconnectDao dao, Ref ref) {
    return DisconnectView.of(
        dao.find(ref.id()).orElseThrow(() -> Problem.notFound("disconnect " + ref)),
        dao.targets(ref.id()));
  }

  private static Answer answer(DisconnectDao dao, long order) {
    return Answer.accepted("/api/v1/disconnects/" + order, view(dao, Ref.id(order)));
  }
}
