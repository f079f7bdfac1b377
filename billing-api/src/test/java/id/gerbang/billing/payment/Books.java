package id.gerbang.billing.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.cash.CashHandovers;
import id.gerbang.billing.cash.Collectors;
import id.gerbang.billing.charge.LateFeeCharges;
import id.gerbang.billing.charge.LateFeeEnds;
import id.gerbang.billing.credit.CreateCreditNote;
import id.gerbang.billing.credit.CreateRefund;
import id.gerbang.billing.credit.CreditNoteService;
import id.gerbang.billing.credit.CreditNoteView;
import id.gerbang.billing.credit.RefundService;
import id.gerbang.billing.credit.RefundView;
import id.gerbang.billing.gateway.Settlements;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.invoice.AllocationDao;
import id.gerbang.billing.invoice.Allocations;
import id.gerbang.billing.invoice.CreateInvoice;
import id.gerbang.billing.invoice.CreateInvoice.Line;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceView;
import id.gerbang.billing.invoice.Invoices;
import id.gerbang.billing.invoice.WhenPaid;
import id.gerbang.billing.invoice.WriteOffs;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.LedgerDao;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.billing.money.Unexplained;
import id.gerbang.billing.overdue.LateFees;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueRun;
import id.gerbang.billing.overdue.SettingsService;
import id.gerbang.billing.overdue.SettingsView;
import id.gerbang.billing.run.PeriodBilling;
import id.gerbang.billing.standing.StandingList;
import id.gerbang.billing.standing.StandingLists;
import id.gerbang.billing.term.Validity;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** An ISP's money on a fresh database, under the billing service's own role. */
public final class Books implements AutoCloseable {

  public static final ZoneId WIB = ZoneId.of("Asia/Jakarta");
  public static final Actor CASHIER = Actor.COMMAND_LINE;
  public static final Unexplained NOTHING = new Unexplained(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public final MovableClock clock = new MovableClock("2026-11-22T05:00:00Z");
  public final DatabaseConfig database = TestDatabase.fresh();
  private final HikariDataSource pool = Pool.open(database, ServiceRole.BILLING, 10);
  public final Jdbi jdbi = BillingService.jdbi(pool);
  private final Ledger ledger = new Ledger(clock);
  private final Allocations allocations =
      new Allocations(
          clock, ledger, WhenPaid.all(List.of(new Validity(clock, WIB), new LateFeeEnds(clock))));
  private final OverdueEvaluation evaluation = new OverdueEvaluation(clock, WIB);
  public final StandingLists standing = new StandingLists(jdbi, clock, WIB);
  private final Invoices shown =
      new Invoices(new PublicUrl(Optional.of(URI.create("https://bayar.example.net")), () -> 0));
  public final InvoiceService invoices =
      new InvoiceService(clock, WIB, ledger, allocations, evaluation, shown);
  public final PeriodBilling periods = new PeriodBilling(clock, WIB, invoices);
  public final OverdueRun run =
      new OverdueRun(
          jdbi,
          clock,
          WIB,
          evaluation,
          new LateFees(clock, WIB, evaluation, new LateFeeCharges(clock, WIB, invoices)));
  public final SettingsService settings = new SettingsService(jdbi, clock, WIB, run);
  private final Collectors collectors = new Collectors(clock);
  public final PaymentService payments =
      new PaymentService(
          clock, ledger, allocations, evaluation, collectors, new Receipts(clock, WIB));

  public final PaymentReversals reversals =
      new PaymentReversals(clock, ledger, allocations, evaluation, collectors);
  public final CashHandovers handovers = new CashHandovers(clock, ledger, collectors);

  public final WriteOffs writeOffs = new WriteOffs(clock, ledger, allocations, evaluation);
  public final CreditNoteService creditNotes =
      new CreditNoteService(clock, WIB, ledger, allocations, evaluation);
  public final RefundService refunds = new RefundService(clock, WIB, ledger);

  public final Settlements settlements = new Settlements(clock, WIB, ledger);

  public Books() {
    TestDatabase.execute(
        database,
        """
        INSERT INTO plan (name) VALUES ('10 Mega');
        INSERT INTO plan_version (plan_id, version, price) VALUES (1, 1, 150000)""");
  }

  public long customer(String name) {
    return number(
        """
        INSERT INTO customer (number, name)
        SELECT 'C-' || lpad((count(*) + 1)::text, 5, '0'), '%s' FROM customer RETURNING id"""
            .formatted(name));
  }

  public long subscription(long customerId, String username) {
    return number(
        """
        INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed)
        VALUES (%d, 1, 1, '%s', '\\x00') RETURNING id"""
            .formatted(customerId, username));
  }

  public InvoiceView issue(long customerId, long amount, String dueDate) {
    return issue(customerId, null, amount, dueDate);
  }

  public InvoiceView issue(long customerId, Long subscriptionId, long amount, String dueDate) {
    return issue(
        customerId, subscriptionId, dueDate, List.of(new Line("Internet", Money.rupiah(amount))));
  }

  public InvoiceView issue(long customerId, String dueDate, Line... lines) {
    return issue(customerId, null, dueDate, List.of(lines));
  }

  private InvoiceView issue(
      long customerId, Long subscriptionId, String dueDate, List<Line> lines) {
    CreateInvoice create =
        new CreateInvoice(customerId, subscriptionId, lines, LocalDate.parse(dueDate), null);
    return jdbi.inTransaction(handle -> invoices.issue(handle, create, CASHIER));
  }

  /** Of a price and a deposit. */
  public InvoiceView issueWithDeposit(long customerId, long price, long deposit, String dueDate) {
    return issue(
        customerId,
        dueDate,
        new Line("Installation", Money.rupiah(price)),
        new Line("deposit", "ONT", Money.rupiah(deposit)));
  }

  /** Pays with what is held. */
  public PaymentView payByDeposit(long customerId, Long amount) {
    return record(
        new RecordPayment(
            customerId,
            null,
            amount == null ? null : Money.rupiah(amount),
            "deposit",
            null,
            null,
            null,
            true));
  }

  public RefundView refundDeposit(long customerId, long amount) {
    CreateRefund create =
        new CreateRefund(
            customerId, Money.rupiah(amount), "cash", null, "ONT is back", null, "deposit", null);
    return jdbi.inTransaction(handle -> refunds.refund(handle, create, CASHIER));
  }

  public long depositHeld(long customerId) {
    return jdbi.withExtension(AllocationDao.class, dao -> dao.depositHeld(customerId));
  }

  public InvoiceView makeVoid(long invoiceId) {
    return jdbi.inTransaction(
        handle -> invoices.makeVoid(handle, invoiceId, "wrong plan", CASHIER));
  }

  /** Confirmed, so that a test may pay the same twice. */
  public PaymentView pay(long customerId, long amount) {
    return record(
        new RecordPayment(customerId, null, Money.rupiah(amount), "cash", null, null, null, true));
  }

  public PaymentView record(RecordPayment record) {
    return record(record, CASHIER);
  }

  public PaymentView record(RecordPayment record, Actor actor) {
    return jdbi.inTransaction(handle -> payments.record(handle, record, actor));
  }

  public void reverse(long paymentId) {
    jdbi.useTransaction(handle -> reversals.reverse(handle, paymentId, "it bounced", CASHIER));
  }

  public CreditNoteView credit(long invoiceId, long amount) {
    CreateCreditNote create =
        new CreateCreditNote(invoiceId, null, Money.rupiah(amount), "line was down", null);
    return jdbi.inTransaction(handle -> creditNotes.issue(handle, create, CASHIER));
  }

  public RefundView refund(long customerId, long amount) {
    CreateRefund create =
        new CreateRefund(
            customerId, Money.rupiah(amount), "cash", null, "moved away", null, null, null);
    return jdbi.inTransaction(handle -> refunds.refund(handle, create, CASHIER));
  }

  public void writeOff(long invoiceId) {
    jdbi.useTransaction(handle -> writeOffs.writeOff(handle, invoiceId, "gone", CASHIER));
  }

  public void undoWriteOff(long invoiceId) {
    jdbi.useTransaction(handle -> writeOffs.undo(handle, invoiceId, "pays after all", CASHIER));
  }

  /** From now on with PPN. */
  public void pkp(String mode) {
    execute(
        """
        INSERT INTO setting (name, value, updated_at)
        VALUES ('tax', '{"pkp": true, "mode": "%s"}', now())
        ON CONFLICT (name) DO UPDATE SET value = excluded.value"""
            .formatted(mode));
  }

  public InvoiceView invoice(long invoiceId) {
    return jdbi.inTransaction(handle -> shown.one(handle, invoiceId));
  }

  public PaymentView payment(long paymentId) {
    return jdbi.inTransaction(handle -> Payments.one(handle, paymentId));
  }

  public long balance(long customerId) {
    return jdbi.withHandle(handle -> Ledger.balance(handle, customerId)).amount();
  }

  /** What stands in an account of the ledger: debit above zero. */
  public long account(String account) {
    return number(
        "SELECT coalesce(sum(amount), 0)::bigint FROM ledger_posting WHERE account = '%s'"
            .formatted(account));
  }

  public Unexplained unexplained() {
    return jdbi.withExtension(LedgerDao.class, LedgerDao::unexplained);
  }

  /** Who stands on the two lists that are to be empty, once what is due today is done. */
  public List<String> standing() {
    run.carryOut(CASHIER);
    return Stream.of(StandingList.PAID_BUT_BLOCKED, StandingList.UNPAID_BUT_ONLINE)
        .flatMap(list -> standing.page(list, new ListQuery(), Locale.ENGLISH).items().stream())
        .map(found -> found.kind() + " " + found.username() + " " + found.finding())
        .toList();
  }

  /** {@code slow}, {@code isolate}, {@code suspend}, or nothing. */
  public Optional<String> unpaid(long subscriptionId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT unpaid_action FROM subscription WHERE id = ?")
                .bind(0, subscriptionId)
                .mapTo(String.class)
                .findOne());
  }

  /** PUT /settings. */
  public void set(String json) {
    try {
      settings.change(Json.mapper().readValue(json, SettingsView.class), CASHIER);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  public long number(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  public List<String> texts(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  public void execute(String sql) {
    jdbi.useHandle(handle -> handle.execute(sql));
  }

  @Override
  public void close() {
    pool.close();
    TestDatabase.drop(database);
  }
}
