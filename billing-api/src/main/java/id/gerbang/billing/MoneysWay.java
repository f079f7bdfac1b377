package id.gerbang.billing;

import id.gerbang.billing.books.BookReports;
import id.gerbang.billing.books.BooksComparison;
import id.gerbang.billing.books.ClosedMonthResource;
import id.gerbang.billing.books.StatementResource;
import id.gerbang.billing.cash.CashBookResource;
import id.gerbang.billing.cash.CashClosings;
import id.gerbang.billing.cash.CashHandovers;
import id.gerbang.billing.cash.CollectorResource;
import id.gerbang.billing.cash.Collectors;
import id.gerbang.billing.cash.DueHouseResource;
import id.gerbang.billing.cash.HandoverResource;
import id.gerbang.billing.charge.ChargeResource;
import id.gerbang.billing.charge.LateFeeCharges;
import id.gerbang.billing.charge.LateFeeEnds;
import id.gerbang.billing.credit.CreditNoteResource;
import id.gerbang.billing.credit.CreditNoteService;
import id.gerbang.billing.credit.RefundRequestResource;
import id.gerbang.billing.credit.RefundRequests;
import id.gerbang.billing.credit.RefundResource;
import id.gerbang.billing.credit.RefundService;
import id.gerbang.billing.gateway.MoneyIn;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.invoice.Allocations;
import id.gerbang.billing.invoice.InvoiceResource;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.Invoices;
import id.gerbang.billing.invoice.WhenPaid;
import id.gerbang.billing.invoice.WriteOffs;
import id.gerbang.billing.job.ClockWatch;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.JobResource;
import id.gerbang.billing.job.Jobs;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.overdue.LateFees;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueJob;
import id.gerbang.billing.overdue.OverdueRun;
import id.gerbang.billing.overdue.OverdueRunResource;
import id.gerbang.billing.overdue.PromiseResource;
import id.gerbang.billing.overdue.SettingsResource;
import id.gerbang.billing.overdue.SettingsService;
import id.gerbang.billing.payment.PaymentResource;
import id.gerbang.billing.payment.PaymentReversals;
import id.gerbang.billing.payment.PaymentService;
import id.gerbang.billing.payment.Receipts;
import id.gerbang.billing.plan.PlanService;
import id.gerbang.billing.run.AskedBillingRuns;
import id.gerbang.billing.run.BillingRunResource;
import id.gerbang.billing.run.BillingRuns;
import id.gerbang.billing.run.DailyBilling;
import id.gerbang.billing.run.PeriodBilling;
import id.gerbang.billing.standing.StandingLists;
import id.gerbang.billing.term.EndedCharges;
import id.gerbang.billing.term.Terms;
import id.gerbang.billing.term.Validity;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The wiring of what moves money: invoices, payments, and what late payment brings. */
final class MoneysWay implements AutoCloseable {

  private final Invoices invoices;
  private final InvoiceResource invoiceResource;
  private final CreditNoteService creditNotes;
  private final List<Object> bookkeeping;
  private final BillingRuns billingRuns;
  private final BillingRunResource billingRunResource;
  private final ChargeResource chargeResource;
  private final Receipts receipts;
  private final PaymentResource paymentResource;
  private final List<Object> cashResources;
  private final MoneyIn moneyIn;
  private final SettingsResource settingsResource;
  private final Terms terms;
  private final List<Object> overdueResources;
  private final OverdueRun overdueRun;
  private final StandingLists standing;
  private final BooksComparison comparison;
  private final List<Job> byTheClock;
  private final Jobs jobs;
  private final JobResource jobResource;

  MoneysWay(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      Sealer sealer,
      Idempotency idempotency,
      OverdueEvaluation evaluation,
      PublicUrl publicUrl,
      List<Job> others,
      PlanService plans) {
    Ledger ledger = new Ledger(clock);
    Collectors collectors = new Collectors(clock);
    Validity validity = new Validity(clock, zone);
    WhenPaid inTime = WhenPaid.all(List.of(validity, new LateFeeEnds(clock)));
    invoices = new Invoices(publicUrl);
    InvoiceService afterTheEnd =
        new InvoiceService(
            clock, zone, ledger, new Allocations(clock, ledger, inTime), evaluation, invoices);
    Allocations allocations =
        new Allocations(
            clock,
            ledger,
            WhenPaid.all(List.of(inTime, new EndedCharges(clock, zone, afterTheEnd))));
    InvoiceService issuing =
        new InvoiceService(clock, zone, ledger, allocations, evaluation, invoices);
    OverdueRun run =
        new OverdueRun(
            jdbi,
            clock,
            zone,
            evaluation,
            new LateFees(clock, zone, evaluation, new LateFeeCharges(clock, zone, issuing)));
    overdueRun = run;
    standing = new StandingLists(jdbi, clock, zone);
    overdueResources =
        List.of(
            new OverdueRunResource(jdbi, clock, zone, idempotency, run),
            new PromiseResource(jdbi, clock, zone, idempotency, evaluation));
    invoiceResource =
        new InvoiceResource(
            jdbi,
            idempotency,
            invoices,
            issuing,
            new WriteOffs(clock, ledger, allocations, evaluation));
    RefundService refunds = new RefundService(clock, zone, ledger);
    RefundRequests refundRequests = new RefundRequests(clock, refunds);
    creditNotes = new CreditNoteService(clock, zone, ledger, allocations, evaluation);
    bookkeeping =
        List.of(
            new CreditNoteResource(jdbi, idempotency, creditNotes),
            new RefundResource(jdbi, idempotency, refunds, refundRequests),
            new RefundRequestResource(jdbi, idempotency, refundRequests),
            new BookReports(jdbi, clock, zone),
            new StatementResource(jdbi, clock, zone),
            new ClosedMonthResource(jdbi, clock, zone, idempotency));
    PeriodBilling periods = new PeriodBilling(clock, zone, issuing);
    billingRuns = new BillingRuns(jdbi, clock, zone, periods);
    terms =
        new Terms(
            jdbi,
            clock,
            zone,
            idempotency,
            issuing,
            creditNotes,
            periods,
            validity,
            evaluation,
            plans);
    chargeResource = new ChargeResource(jdbi, clock, zone, idempotency);
    receipts = new Receipts(clock, zone);
    PaymentService payments =
        new PaymentService(clock, ledger, allocations, evaluation, collectors, receipts);
    PaymentReversals reversals =
        new PaymentReversals(clock, ledger, allocations, evaluation, collectors);
    paymentResource = new PaymentResource(jdbi, zone, idempotency, payments, reversals, receipts);
    moneyIn =
        new MoneyIn(jdbi, clock, zone, sealer, idempotency, ledger, payments, reversals, publicUrl);
    cashResources =
        List.of(
            new CollectorResource(jdbi, collectors),
            new HandoverResource(jdbi, idempotency, new CashHandovers(clock, ledger, collectors)),
            new CashBookResource(jdbi, clock, zone),
            new DueHouseResource(jdbi, clock, zone));
    settingsResource = new SettingsResource(new SettingsService(jdbi, clock, zone, run));
    comparison = new BooksComparison(jdbi, clock, zone);
    byTheClock = new ArrayList<>(others);
    byTheClock.addAll(terms.jobs());
    byTheClock.addAll(moneyIn.jobs());
    byTheClock.addAll(
        List.of(
            new OverdueJob(run),
            new DailyBilling(jdbi, clock, zone, billingRuns),
            new AskedBillingRuns(billingRuns),
            new CashClosings(jdbi, clock, zone),
            comparison,
            new ForgetAnswers(idempotency, clock),
            new ForgetDataAccess(jdbi)));
    jobs = new Jobs(jdbi, clock, new ClockWatch(clock), byTheClock);
    jobResource = new JobResource(idempotency, jobs);
    billingRunResource = new BillingRunResource(jdbi, idempotency, billingRuns, jobs);
  }

  List<Object> resources() {
    List<Object> resources = new ArrayList<>(terms.resources());
    resources.addAll(overdueResources);
    resources.addAll(cashResources);
    resources.addAll(bookkeeping);
    resources.addAll(moneyIn.resources());
    resources.addAll(
        List.of(
            invoiceResource,
            billingRunResource,
            chargeResource,
            paymentResource,
            settingsResource,
            jobResource));
    return resources;
  }

  void carryOut(String name) {
    byTheClock.stream().filter(job -> job.name().equals(name)).findAny().orElseThrow().run();
  }

  Invoices invoices() {
    return invoices;
  }

  CreditNoteService creditNotes() {
    return creditNotes;
  }

  /** Through gateways. */
  MoneyIn moneyIn() {
    return moneyIn;
  }

  StandingLists standing() {
    return standing;
  }

  AdminPart adminPart() {
    return new MoneyPart(
        List.of(
            jobs::metrics,
            billingRuns::metrics,
            moneyIn::metrics,
            overdueRun::metrics,
            comparison::metrics,
            standing::metrics));
  }

  Receipts receipts() {
    return receipts;
  }

  /** Lets time pass from here on. */
  void start() {
    jobs.start();
    moneyIn.start();
  }

  @Override
  public void close() {
    billingRuns.close();
    moneyIn.close();
    jobs.close();
  }
}
