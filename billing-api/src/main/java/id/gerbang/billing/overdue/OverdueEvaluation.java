package id.gerbang.billing.overdue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.overdue.OverdueDao.Balance;
import id.gerbang.billing.overdue.OverdueDao.Mark;
import id.gerbang.billing.overdue.OverdueDao.Marked;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    CUSTOMER,
    SUBSCRIPTION,
    INVOICE,
    VOID,
    PAYMENT,
    REVERSAL,
    CREDIT,
    WRITE_OFF,
    PROMISE,
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

  /**
   * What the policy says of a subscription.
   *
   * @param owed that is open of the customer's
   */
  record Finding(
      Marked subscription, Mark mark, Optional<Overdue> overdue, long balance, long owed) {

    boolean cuts() {
      return mark.cuts(subscription);
    }
  }

  /** What the policy says of customers at an instant; reads only, and locks nothing. */
  List<Finding> rehearse(Handle handle, Instant now, long... customers) {
    return findings(
        handle,
        handle.attach(OverdueDao.class).subscriptions(customers),
        known(handle, customers),
        now);
  }

  /**
   * Evaluates customers whose rows the transaction holds; answers how many subscriptions it newly
   * cut. What many are given at once, such as the invoices of a billing run, takes nothing away
   * from them, nor does anything while a day's cuts wait for a person: the next round does, under
   * the brake.
   */
  public int evaluate(Handle handle, Cause cause, Actor actor, long... customers) {
    boolean mayNarrow =
        cause == Cause.TIME
            || (cause != Cause.SETTINGS
                && customers.length == 1
                && !handle.attach(OverdueDao.class).isHeld());
    return evaluate(handle, cause, actor, mayNarrow, customers);
  }

  private int evaluate(
      Handle handle, Cause cause, Actor actor, boolean mayNarrow, long... customers) {
    OverdueDao overdue = handle.attach(OverdueDao.class);
    List<Marked> subscriptions = overdue.lockSubscriptions(customers);
    if (subscriptions.isEmpty()) {
      return 0;
    }
    Instant now = clock.instant();
    Map<Long, OverduePolicy.Customer> known = known(handle, customers);
    List<Mark> marks = new ArrayList<>();
    List<Long> released = new ArrayList<>();
    OverdueTraces traces = new OverdueTraces(handle, now, actor, cause);
    int cut = 0;
    for (Finding finding : findings(handle, subscriptions, known, now)) {
      Marked subscription = finding.subscription();
      Mark mark = finding.mark();
      if (mark.differsFrom(subscription) && (mayNarrow || !mark.narrows(subscription))) {
        marks.add(mark);
        cut += finding.cuts() ? 1 : 0;
        traces.marked(finding);
      }
      if (subscription.heldUntilPaid() && cause.settles() && finding.balance() >= 0) {
        released.add(subscription.id());
        traces.released(subscription.id());
      }
    }
    overdue.mark(marks);
    if (!released.isEmpty()) {
      overdue.liftHolds(now, released.stream().mapToLong(Long::longValue).toArray());
    }
    traces.write();
    if (mayNarrow) {
      warn(handle, known, now);
    }
    return cut;
  }

  /** What the policy asks about customers. */
  Map<Long, OverduePolicy.Customer> known(Handle handle, long... customers) {
    OverdueDao overdue = handle.attach(OverdueDao.class);
    Map<Long, List<OpenInvoice>> open =
        overdue.openInvoices(customers).stream().collect(groupingBy(OpenInvoice::customerId));
    Map<Long, Long> balances =
        overdue.balances(customers).stream().collect(toMap(Balance::customerId, Balance::amount));
    return overdue.circumstances(customers).stream()
        .collect(
            toMap(
                OverdueDao.Circumstances::id,
                it ->
                    it.with(
                        open.getOrDefault(it.id(), List.of()),
                        balances.getOrDefault(it.id(), 0L))));
  }

  private List<Finding> findings(
      Handle handle,
      List<Marked> subscriptions,
      Map<Long, OverduePolicy.Customer> known,
      Instant now) {
    OverduePolicy policy = OverdueRules.of(handle).policy();
    List<Finding> findings = new ArrayList<>();
    for (Marked subscription : subscriptions) {
      OverduePolicy.Customer customer =
          Objects.requireNonNull(known.get(subscription.customerId()));
      Optional<Overdue> overdue = policy.evaluate(subscription.id(), customer, now, zone);
      findings.add(
          new Finding(
              subscription,
              Mark.of(subscription.id(), overdue, now),
              overdue,
              customer.balance(),
              customer.open().stream().mapToLong(OpenInvoice::open).sum()));
    }
    return findings;
  }

  /** For whoever sends messages. */
  private void warn(Handle handle, Map<Long, OverduePolicy.Customer> known, Instant now) {
    OverduePolicy policy = OverdueRules.of(handle).policy();
    List<OverdueDao.Notice> notices = new ArrayList<>();
    known.forEach(
        (id, customer) ->
            policy
                .warnings(customer, now, zone)
                .forEach(
                    warning ->
                        notices.add(
                            new OverdueDao.Notice(
                                id, warning.invoiceId(), warning.daysAfterDue(), now))));
    handle.attach(OverdueDao.class).warn(notices);
  }
}
