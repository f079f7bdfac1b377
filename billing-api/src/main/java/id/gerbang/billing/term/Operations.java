package id.gerbang.billing.term;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.subscription.Standing;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.subscription.SubscriptionService;
import id.gerbang.core.access.Decision;
import java.time.Clock;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Carries an operation out, or rehearses it: the same, taken back. */
final class Operations {

  private final Jdbi jdbi;
  private final Clock clock;

  Operations(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  Outcome carryOut(Handle handle, Ref ref, Operation operation, Actor actor) {
    SubscriptionRow subscription = SubscriptionService.lockWithCustomer(handle, ref);
    Ref byId = Ref.id(subscription.id());
    Instant now = clock.instant();
    Decision before = Standing.decision(handle, subscription.id(), now);
    Done done = operation.apply(handle, subscription, actor);
    Decision after = Standing.decision(handle, subscription.id(), now);
    return new Outcome(
        Standing.view(handle, byId, now), Effect.of(done, before, after, subscription.online()));
  }

  Outcome rehearse(Ref ref, Operation operation, Actor actor) {
    return jdbi.inTransaction(
        handle -> {
          Outcome outcome = carryOut(handle, ref, operation, actor);
          handle.rollback();
          return outcome.rehearsed();
        });
  }

  static void requireNotPaused(SubscriptionRow subscription) {
    if (subscription.pausedSince() != null) {
      throw Problem.conflict(
          "The subscription " + subscription.username() + " is paused: resume it first.");
    }
  }

  static void requireRunning(SubscriptionRow subscription) {
    if (subscription.terminatedAt() != null) {
      throw Problem.conflict(
          "The subscription " + subscription.username() + " is terminated: reactivate it first.");
    }
  }
}
