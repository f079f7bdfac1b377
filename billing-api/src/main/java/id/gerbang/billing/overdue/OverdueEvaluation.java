package id.gerbang.billing.overdue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.overdue.OverdueDao.Balance;
import id.gerbang.billing.overdue.OverdueDao.Mark;
import id.gerbang.billing.overdue.OverdueDao.Marked;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes subscriptions show what their invoices say: the only place that writes {@code unpaid_*}. It
 * runs in the transaction of whatever may have changed the answer, with the customer's row locked
 * there, and writes only where something differs, so that running it again is free.
 */
public final class OverdueEvaluation {

  /** What made an evaluation necessary. */
  public enum Cause {
    SUBSCRIPTION,
    INVOICE,
    VOID,
    PAYMENT,
    REVERSAL,
    CREDIT,
    WRITE_OFF,
    SETTINGS,
    TIME;

    /** Whether a customer did what "until paid" waits for. */
    boolean settles() {
      return this == PAYMENT || this == VOID || this == CREDIT || this == WRITE_OFF;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Clock clock;
  private final ZoneId zone;

  public OverdueEvaluation(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  /** Evaluates customers whose rows the transaction holds. */
  public void evaluate(Handle handle, Cause cause, Actor actor, long... customers) {
    OverdueDao overdue = handle.attach(OverdueDao.class);
    List<Marked> subscriptions = overdue.subscriptions(customers);
    if (subscriptions.isEmpty()) {
      return;
    }
    OverduePolicy policy = Settings.of(handle).overdue();
    Map<Long, List<OpenInvoice>> open =
        overdue.openInvoices(customers).stream().collect(groupingBy(OpenInvoice::customerId));
    Map<Long, Long> balances =
        overdue.balances(customers).stream().collect(toMap(Balance::customerId, Balance::amount));
    Instant now = clock.instant();
    List<Mark> marks = new ArrayList<>();
    List<Long> released = new ArrayList<>();
    for (Marked subscription : subscriptions) {
      long balance = balances.getOrDefault(subscription.customerId(), 0L);
      Optional<Overdue> found =
          policy.evaluate(
              subscription.id(),
              open.getOrDefault(subscription.customerId(), List.of()),
              balance,
              now,
              zone);
      Mark mark = Mark.of(subscription.id(), found, now);
      if (mark.differsFrom(subscription)) {
        marks.add(mark);
        note(handle, now, actor, cause, subscription.id(), found);
      }
      if (subscription.heldUntilPaid() && cause.settles() && balance >= 0) {
        released.add(subscription.id());
      }
    }
    overdue.mark(marks);
    release(handle, now, actor, cause, released);
  }

  private static void note(
      Handle handle,
      Instant now,
      Actor actor,
      Cause cause,
      long subscription,
      Optional<Overdue> found) {
    String action = found.map(overdue -> "overdue." + overdue.actionWord()).orElse("overdue.lift");
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("cause", cause.word());
    found.ifPresent(
        overdue -> {
          detail.put("since", overdue.since());
          detail.put("invoices", overdue.invoices());
        });
    Audit.write(handle, now, actor, action, "subscription:" + subscription, detail);
  }

  private static void release(
      Handle handle, Instant now, Actor actor, Cause cause, List<Long> subscriptions) {
    if (subscriptions.isEmpty()) {
      return;
    }
    handle
        .attach(OverdueDao.class)
        .liftHolds(now, subscriptions.stream().mapToLong(Long::longValue).toArray());
    for (long subscription : subscriptions) {
      Audit.write(
          handle,
          now,
          actor,
          "overdue.release",
          "subscription:" + subscription,
          Map.of("cause", cause.word(), "held", "until paid"));
    }
  }
}
