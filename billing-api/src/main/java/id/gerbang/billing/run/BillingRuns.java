package id.gerbang.billing.run;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.run.BillingRunDao.Billed;
import id.gerbang.billing.run.BillingRunDao.RunRow;
import id.gerbang.billing.run.BillingRunDao.Sums;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bills what is not billed up to a day, some customers a transaction, whoever runs twice, at once,
 * or dies midway (P20). A rehearsal is the same, taken back.
 */
public final class BillingRuns implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BillingRuns.class);

  /** Others issue invoices between two batches: the row that counts them is locked by each. */
  private static final int CUSTOMERS = 100;

  /** Classes of SQLSTATE that tell of the database or of the moment, not of a customer's rows. */
  private static final Set<String> NOT_THE_ROWS = Set.of("08", "40", "53", "55", "57", "58");

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final PeriodBilling billing;
  private final AtomicBoolean rehearsing = new AtomicBoolean();
  private volatile boolean closing;

  public BillingRuns(Jdbi jdbi, Clock clock, ZoneId zone, PeriodBilling billing) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.billing = billing;
  }

  /** Notes that a run is wanted; the rest is done soon after. */
  BillingRunView ask(Handle handle, AskBillingRun wanted, Actor actor) {
    LocalDate date = wanted.checkedDate(LocalDate.ofInstant(clock.instant(), zone));
    requireCustomer(handle, wanted);
    long id =
        handle
            .attach(BillingRunDao.class)
            .insert(date, wanted.customerId(), clock.instant(), actor.name());
    Map<String, Object> detail = new HashMap<>();
    detail.put("date", date);
    detail.put("customer", wanted.customerId());
    Audit.write(handle, clock.instant(), actor, "billing_run.ask", "billing_run:" + id, detail);
    return one(handle, id);
  }

  /** Notes the run that a day brings by itself, or finds it noted; answers its id. */
  long askForDay(Handle handle, LocalDate day, int daysAhead) {
    BillingRunDao runs = handle.attach(BillingRunDao.class);
    LocalDate date = day.plusDays(daysAhead);
    Optional<Long> asked = runs.insertForDay(day, date, clock.instant(), Actor.SYSTEM.name());
    asked.ifPresent(
        id ->
            Audit.write(
                handle,
                clock.instant(),
                Actor.SYSTEM,
                "billing_run.ask",
                "billing_run:" + id,
                Map.of("date", date, "day", day)));
    return asked.orElseGet(() -> runs.forDay(day));
  }

  BillingRunView one(Handle handle, long id) {
    BillingRunDao runs = handle.attach(BillingRunDao.class);
    RunRow row = runs.find(id).orElseThrow(() -> Problem.notFound("billing run " + id));
    return BillingRunView.of(row, runs.sums(id), runs.billedBy(id, BillingRunView.MOST_ITEMS));
  }

  /** What a run would do now. It takes as long, and the same locks: one at a time. */
  BillingRunView rehearse(AskBillingRun wanted, Actor actor) {
    if (!rehearsing.compareAndSet(false, true)) {
      throw Problem.conflict("Another billing run is being rehearsed.");
    }
    try {
      return rehearseAlone(wanted, actor);
    } finally {
      rehearsing.set(false);
    }
  }

  private BillingRunView rehearseAlone(AskBillingRun wanted, Actor actor) {
    LocalDate date = wanted.checkedDate(LocalDate.ofInstant(clock.instant(), zone));
    jdbi.useHandle(handle -> requireCustomer(handle, wanted));
    RunRow run =
        new RunRow(
            0,
            date,
            Optional.ofNullable(wanted.customerId()),
            clock.instant(),
            actor.name(),
            Optional.of(clock.instant()),
            List.of());
    List<Billed> first = new ArrayList<>();
    long periods = 0;
    long invoiced = 0;
    long total = 0;
    long tax = 0;
    for (List<Long> customers = next(run, 0);
        !customers.isEmpty();
        customers = next(run, last(customers))) {
      for (Billed billed : takenBack(run, customers)) {
        periods++;
        invoiced += billed.invoiceId().isPresent() ? 1 : 0;
        total = Math.addExact(total, billed.total());
        tax = Math.addExact(tax, billed.tax());
        if (first.size() < BillingRunView.MOST_ITEMS) {
          first.add(billed);
        }
      }
    }
    return BillingRunView.of(run, new Sums(periods, invoiced, total, tax), first).rehearsed();
  }

  private List<Billed> takenBack(RunRow run, List<Long> customers) {
    return jdbi.inTransaction(
        handle -> {
          long id =
              handle
                  .attach(BillingRunDao.class)
                  .insert(run.date(), run.customerId().orElse(null), run.askedAt(), run.askedBy());
          List<Billed> billed = billing.bill(handle, run, id, customers);
          handle.rollback();
          return billed;
        });
  }

  private static void requireCustomer(Handle handle, AskBillingRun wanted) {
    Long customerId = wanted.customerId();
    if (customerId != null && !handle.attach(BillingRunDao.class).isCustomer(customerId)) {
      throw Problem.unprocessable("customerId", "is no customer's");
    }
  }

  /** Each run that was asked for and is not finished, by whichever node it was begun. */
  String carryOutUnfinished() {
    List<Long> unfinished =
        jdbi.withHandle(handle -> handle.attach(BillingRunDao.class).unfinished());
    RuntimeException failure = null;
    for (long id : unfinished) {
      try {
        carryOut(id);
      } catch (RuntimeException e) {
        // It holds up no other.
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    if (failure != null && !closing) {
      throw failure;
    }
    return "billing runs that were asked for: " + unfinished.size();
  }

  /** On one node; on a second one it returns at once. */
  void carryOut(long id) {
    jdbi.useHandle(
        handle -> {
          BillingRunDao runs = handle.attach(BillingRunDao.class);
          if (!runs.tryLock(id)) {
            return;
          }
          try {
            carryOut(runs.find(id).orElseThrow());
          } finally {
            runs.unlock(id);
          }
        });
  }

  /**
   * Two batches at a time: one is read and reckoned while the other is written. Numbers are given
   * out to one at a time, so that comes late in a batch.
   */
  private void carryOut(RunRow run) {
    Batches batches = new Batches(run);
    CompletableFuture<Void> beside =
        CompletableFuture.runAsync(
            () -> billAll(run, batches),
            lane -> new Thread(lane, "billing-run-" + run.id()).start());
    try {
      billAll(run, batches);
    } finally {
      beside.exceptionally(failure -> null).join();
    }
    beside.join();
    if (!closing) {
      jdbi.useTransaction(
          handle -> handle.attach(BillingRunDao.class).finish(run.id(), clock.instant()));
    }
  }

  private void billAll(RunRow run, Batches batches) {
    try {
      for (List<Long> customers = batches.next();
          !customers.isEmpty();
          customers = batches.next()) {
        billOrOneByOne(run, customers);
      }
    } finally {
      batches.end();
    }
  }

  /** Whom a run bills, some after the other, each for one who asks. */
  private final class Batches {

    private final RunRow run;
    private long after;
    private boolean ended;

    Batches(RunRow run) {
      this.run = run;
    }

    synchronized List<Long> next() {
      List<Long> customers = ended || closing ? List.of() : BillingRuns.this.next(run, after);
      if (!customers.isEmpty()) {
        after = last(customers);
      }
      return customers;
    }

    /** There are no more, or one of them failed. */
    synchronized void end() {
      ended = true;
    }
  }

  /** A customer who can't be billed, of whatever fault of ours, holds up nobody else. */
  private void billOrOneByOne(RunRow run, List<Long> customers) {
    try {
      jdbi.useTransaction(handle -> billing.bill(handle, run, run.id(), customers));
    } catch (RuntimeException e) {
      if (isNotOfTheRows(e)) {
        throw e;
      }
      if (customers.size() > 1) {
        customers.forEach(customer -> billOrOneByOne(run, List.of(customer)));
        return;
      }
      long customer = customers.get(0);
      LOG.error(
          "Billing run {} leaves over customer {}, who can't be billed.", run.id(), customer, e);
      jdbi.useTransaction(
          handle -> handle.attach(BillingRunDao.class).leaveOver(run.id(), customer));
    }
  }

  private static boolean isNotOfTheRows(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state == null || state.length() < 2 || NOT_THE_ROWS.contains(state.substring(0, 2));
      }
    }
    return failure instanceof JdbiException;
  }

  private List<Long> next(RunRow run, long after) {
    return jdbi.withHandle(
        handle ->
            handle
                .attach(BillingRunDao.class)
                .customersToBill(run.date(), run.customerId().orElse(null), after, CUSTOMERS));
  }

  private static long last(List<Long> customers) {
    return customers.get(customers.size() - 1);
  }

  /** How many customers the latest run of a day left over, as Prometheus text. */
  public String metrics() {
    return """
        # HELP gerbang_billing_run_left_over Customers whom the latest daily billing run could not bill: GET /billing-runs/{id} names them, the log says why.
        # TYPE gerbang_billing_run_left_over gauge
        gerbang_billing_run_left_over %d
        """
        .formatted(jdbi.withExtension(BillingRunDao.class, BillingRunDao::leftOverOfTheDay));
  }

  /** What is going on stops between two batches. */
  @Override
  public void close() {
    closing = true;
  }
}
