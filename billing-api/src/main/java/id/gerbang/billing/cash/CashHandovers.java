package id.gerbang.billing.cash;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.SecondPerson;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.Money;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * A collector's cash becomes the till's: all of it, as the ledger has it. What was counted more or
 * less is booked as a difference, with both names.
 */
public final class CashHandovers {

  private final Clock clock;
  private final Ledger ledger;
  private final Collectors collectors;

  public CashHandovers(Clock clock, Ledger ledger, Collectors collectors) {
    this.clock = clock;
    this.ledger = ledger;
    this.collectors = collectors;
  }

  /** In its caller's transaction. Two at once go one after the other, and one finds nothing. */
  public HandoverView take(Handle handle, TakeHandover request, Actor actor) {
    long counted = request.checked();
    String collector = Objects.requireNonNull(request.collector());
    CollectorDao dao = handle.attach(CollectorDao.class);
    if (dao.find(collector).isEmpty()) {
      throw Problem.unprocessable("collector", "is none who has taken cash");
    }
    if (SecondPerson.is(actor, collector, dao.person(collector).orElse(null))) {
      throw Problem.unprocessable("collector", "is you: somebody else counts");
    }
    SecondPerson.requireSomebody(actor);
    collectors.lock(handle, collector);
    long expected = collectors.inHand(handle, collector);
    if (expected <= 0) {
      throw Problem.conflict("collector", "has nothing in hand: it was handed over");
    }
    Money seen = request.expected();
    if (seen != null && seen.amount() != expected) {
      throw Problem.conflict(
          "expected", "is %s by now: look again".formatted(Money.rupiah(expected).text()));
    }
    Instant now = clock.instant();
    long entry = ledger.post(handle, Entry.handedOver(collector, expected, counted), actor.name());
    long id =
        handle
            .attach(HandoverDao.class)
            .insert(
                collector,
                expected,
                counted,
                request.denominations() == null ? null : Json.text(request.denominations()),
                request.note(),
                entry,
                now,
                actor.name());
    Audit.write(
        handle,
        now,
        actor,
        "cash.handover",
        "cash-handover:" + id,
        Map.of("collector", collector, "expected", expected, "counted", counted));
    return one(handle, id);
  }

  static HandoverView one(Handle handle, long id) {
    return handle
        .attach(HandoverDao.class)
        .find(id)
        .map(HandoverView::of)
        .orElseThrow(() -> Problem.notFound("cash hand-over " + id));
  }
}
