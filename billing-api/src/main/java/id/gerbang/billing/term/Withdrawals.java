package id.gerbang.billing.term;

import id.gerbang.billing.history.Event;
import id.gerbang.billing.history.History;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.subscription.SubscriptionRow;
import id.gerbang.billing.subscription.SubscriptionService;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Takes back what waits for its time: everything stays as it is, the price too. */
final class Withdrawals {

  private final Clock clock;

  Withdrawals(Clock clock) {
    this.clock = clock;
  }

  void withdraw(Handle handle, Ref ref, long change, Actor actor) {
    SubscriptionRow subscription = SubscriptionService.lockWithCustomer(handle, ref);
    Instant now = clock.instant();
    ScheduledDao scheduled = handle.attach(ScheduledDao.class);
    String what =
        scheduled
            .withdraw(subscription.id(), change, now)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "change " + change + " that waits for " + subscription.username()));
    scheduled.changed(subscription.id(), now);
    Audit.write(
        handle,
        now,
        actor,
        "subscription." + what + "_withdrawn",
        "subscription:" + subscription.id(),
        Map.of("change", change));
    History.write(handle, Event.of(subscription.id(), what + "_withdrawn", now, actor));
  }
}
