package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import id.gerbang.billing.overdue.OverdueEvaluation.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates those for whom time may have changed the answer, a transaction for each few hundred:
 * all that are overdue, once a day. Before it cuts anybody or charges a fee for late payment it
 * counts whom, by the same code; where cuts are too many, or a gateway is silent, all of it waits
 * for a person. It may run on several nodes at once, stop halfway, and run again: what was done
 * already is found done.
 */
public final class OverdueRun {

  private static final Logger LOG = LoggerFactory.getLogger(OverdueRun.class);
  private static final int BATCH = 200;

  /** How long a day that waits is not counted anew, as long as the brake says what it said. */
  private static final Duration PLAN_HOLDS = Duration.ofMinutes(5);

  /** Fewer payments in some hours may as well be none. */
  private static final int NORMALLY = 3;

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final OverdueEvaluation evaluation;
  private final LateFees lateFees;

  public OverdueRun(
      Jdbi jdbi, Clock clock, ZoneId zone, OverdueEvaluation evaluation, LateFees lateFees) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.evaluation = evaluation;
    this.lateFees = lateFees;
  }

  /**
   * What a run finds.
   *
   * @param changes the first of those that it would change
   */
  record Plan(long evaluated, long cuts, List<Finding> changes, Fees fees) {

    /** Something from somebody, who may have paid and not been heard of. */
    boolean takes() {
      return cuts > 0 || fees.invoices() > 0;
    }
  }

  /**
   * Fees for late payment.
   *
   * @param first of them
   */
  record Fees(long invoices, long amount, List<DueFee> first) {

    static final Fees NONE = new Fees(0, 0, List.of());

    static Fees of(List<DueFee> fees) {
      return NONE.and(fees, fees.size());
    }

    Fees and(List<DueFee> more, int shown) {
      return new Fees(
          invoices + more.size(),
          Math.addExact(amount, more.stream().mapToLong(DueFee::amount).sum()),
          Stream.concat(first.stream(), more.stream()).limit(shown).toList());
    }
  }

  /** What is due today and not done; says in words what that was. */
  public String carryOut(Actor actor) {
    LocalDate today = today();
    Optional<OverdueRunDao.Row> held = jdbi.withHandle(handle -> stillHeld(handle, today));
    if (held.isPresent()) {
      return waiting(held.get().wouldCut(), held.get().wouldCharge());
    }
    Plan plan = plan(clock.instant(), today, 0);
    if (!plan.takes()) {
      jdbi.useExtension(OverdueRunDao.class, OverdueRunDao::letLatestGo);
    }
    if (plan.evaluated() == 0) {
      return "nobody to evaluate";
    }
    jdbi.useTransaction(handle -> runs(handle).begin(today, clock.instant(), actor.name()));
    if (plan.takes() && !mayTake(today, plan, actor)) {
      return waiting(plan.cuts(), plan.fees().invoices());
    }
    return evaluateAll(today, actor) + " customers evaluated";
  }

  private static String waiting(long cuts, long fees) {
    return "%d cuts wait for a person, and %d late fees: see /overdue-runs".formatted(cuts, fees);
  }

  /**
   * A day that goes on waiting, without counting again whom it would cut: that is most of a night's
   * work. What would let it go is cheap to ask, and asked each time: a person, what the brake has
   * against it, and whether anybody is left.
   */
  private Optional<OverdueRunDao.Row> stillHeld(Handle handle, LocalDate today) {
    Instant now = clock.instant();
    return runs(handle)
        .heldSince(today, now.minus(PLAN_HOLDS), now)
        .filter(run -> !against(handle, run.cut() + run.wouldCut()).isEmpty())
        .filter(run -> next(dueBefore(now), today, 0).length > 0);
  }

  /** Whom a run at an instant would evaluate, and what it would change. */
  Plan plan(Instant at, @Nullable LocalDate notSeenOn, int changesShown) {
    LocalDate dueBefore = dueBefore(at);
    long evaluated = 0;
    long cuts = 0;
    List<Finding> changes = new ArrayList<>();
    Fees fees = Fees.NONE;
    for (long[] some = next(dueBefore, notSeenOn, 0);
        some.length > 0;
        some = next(dueBefore, notSeenOn, some[some.length - 1])) {
      long[] customers = some;
      evaluated += customers.length;
      for (Finding finding :
          jdbi.withHandle(handle -> evaluation.rehearse(handle, at, customers))) {
        cuts += finding.cuts() ? 1 : 0;
        if (changes.size() < changesShown && finding.mark().differsFrom(finding.subscription())) {
          changes.add(finding);
        }
      }
      fees = fees.and(jdbi.withHandle(handle -> lateFees.due(handle, at, customers)), changesShown);
    }
    return new Plan(evaluated, cuts, changes, fees);
  }

  /** Why a day that has cut so many may not do this; empty: it may. */
  List<String> against(Handle handle, long done, Plan plan) {
    return plan.takes() ? against(handle, done + plan.cuts()) : List.of();
  }

  private List<String> against(Handle handle, long cuts) {
    OverdueRunDao runs = runs(handle);
    BrakeRules brake = BrakeRules.of(handle);
    List<String> silent =
        brake.silentHours() == 0
            ? List.of()
            : runs.silentGateways(clock.instant(), brake.silentHours(), NORMALLY);
    return brake.against(cuts, runs.active(), silent);
  }

  private boolean mayTake(LocalDate today, Plan plan, Actor actor) {
    long cuts = plan.cuts();
    long fees = plan.fees().invoices();
    return jdbi.inTransaction(
        handle -> {
          OverdueRunDao runs = runs(handle);
          OverdueRunDao.Row run = runs.lockDay(today);
          boolean approved = run.approvedCuts().map(most -> run.cut() + cuts <= most).orElse(false);
          List<String> reasons = approved ? List.of() : against(handle, run.cut(), plan);
          if (reasons.isEmpty()) {
            runs.letGo(run.id());
            return true;
          }
          if (run.heldAt().isEmpty()) {
            LOG.warn(
                "Cutting {} subscriptions and {} late fees wait for a person: {}",
                cuts,
                fees,
                reasons);
            Audit.write(
                handle,
                clock.instant(),
                actor,
                "overdue_run.hold",
                "overdue_run:" + run.id(),
                Map.of("cuts", cuts, "lateFees", fees, "reasons", reasons));
          }
          runs.hold(run.id(), clock.instant(), reasons.toArray(String[]::new), cuts, fees);
          return false;
        });
  }

  private long evaluateAll(LocalDate today, Actor actor) {
    LocalDate dueBefore = dueBefore(clock.instant());
    long evaluated = 0;
    for (long[] some = next(dueBefore, today, 0);
        some.length > 0;
        some = next(dueBefore, today, some[some.length - 1])) {
      long[] customers = some;
      jdbi.useTransaction(
          handle -> {
            OverdueDao overdue = handle.attach(OverdueDao.class);
            long[] locked = overdue.lockUnheld(customers);
            int cut = evaluation.evaluate(handle, Cause.TIME, actor, locked);
            Fees fees = Fees.of(lateFees.charge(handle, actor, locked));
            overdue.evaluated(today, locked);
            runs(handle).did(today, locked.length, cut, fees.invoices(), fees.amount());
          });
      evaluated += customers.length;
    }
    return evaluated;
  }

  /**
   * Everybody with an open invoice, if the policy is another one than last time. It gives back what
   * the new one does not take; what it takes is left to the round after, under the brake.
   */
  void applyPolicy(Actor actor) {
    String policy = jdbi.withHandle(handle -> kept(handle, SettingDao.OVERDUE));
    if (Objects.equals(
        policy, jdbi.withHandle(handle -> kept(handle, SettingDao.OVERDUE_APPLIED)))) {
      return;
    }
    for (long[] some = nextWithOpenInvoices(0);
        some.length > 0;
        some = nextWithOpenInvoices(some[some.length - 1])) {
      long[] customers = some;
      jdbi.useTransaction(
          handle ->
              evaluation.evaluate(
                  handle, Cause.SETTINGS, actor, handle.attach(OverdueDao.class).lock(customers)));
    }
    jdbi.useTransaction(
        handle -> {
          handle.attach(OverdueDao.class).forgetEvaluated();
          runs(handle).forgetPlan(today());
          handle.attach(SettingDao.class).set(SettingDao.OVERDUE_APPLIED, policy, clock.instant());
        });
  }

  /** As it is kept; JSON's null where nothing is. */
  private static String kept(Handle handle, String name) {
    return handle.attach(SettingDao.class).value(name).orElse("null");
  }

  /** Prometheus text. */
  public String metrics() {
    Optional<OverdueRunDao.Row> latest = jdbi.withHandle(handle -> runs(handle).latest());
    return """
        # HELP gerbang_billing_cuts_held Subscriptions whose cut waits for a person.
        # TYPE gerbang_billing_cuts_held gauge
        gerbang_billing_cuts_held %d
        # HELP gerbang_billing_late_fees_held Late fees that wait for a person.
        # TYPE gerbang_billing_late_fees_held gauge
        gerbang_billing_late_fees_held %d
        """
        .formatted(
            latest.map(OverdueRunDao.Row::cutsWaiting).orElse(0L),
            latest.map(OverdueRunDao.Row::feesWaiting).orElse(0L));
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  private LocalDate dueBefore(Instant at) {
    return jdbi.withHandle(
        handle -> Settings.of(handle).overdue().policy().overdueIfDueBefore(at, zone));
  }

  private long[] next(LocalDate dueBefore, @Nullable LocalDate notSeenOn, long after) {
    return array(
        jdbi.withHandle(
            handle ->
                handle.attach(OverdueDao.class).candidates(dueBefore, notSeenOn, after, BATCH)));
  }

  private long[] nextWithOpenInvoices(long after) {
    return array(
        jdbi.withHandle(handle -> handle.attach(OverdueDao.class).withOpenInvoices(after, BATCH)));
  }

  private static OverdueRunDao runs(Handle handle) {
    return handle.attach(OverdueRunDao.class);
  }

  private static long[] array(List<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).toArray();
  }
}
