package id.gerbang.billing.invoice;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.Charged.InvoiceTax;
import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import id.gerbang.billing.invoice.InvoiceDao.LineRow;
import id.gerbang.billing.invoice.InvoiceDao.NewRow;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import id.gerbang.billing.tax.Taxation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Issues invoices and voids them; each within its caller's transaction. */
public final class InvoiceService {

  private final Clock clock;
  private final ZoneId zone;
  private final Ledger ledger;
  private final Allocations allocations;
  private final OverdueEvaluation evaluation;
  private final Invoices shown;

  public InvoiceService(
      Clock clock,
      ZoneId zone,
      Ledger ledger,
      Allocations allocations,
      OverdueEvaluation evaluation,
      Invoices shown) {
    this.clock = clock;
    this.zone = zone;
    this.ledger = ledger;
    this.allocations = allocations;
    this.evaluation = evaluation;
    this.shown = shown;
  }

  /** A new invoice; what the customer has in credit pays it at once. */
  public InvoiceView issue(Handle handle, CreateInvoice create, Actor actor) {
    CreateInvoice.Valid valid = create.checked();
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    long customerId =
        invoices
            .lockCustomer(valid.customerId())
            .orElseThrow(() -> Problem.unprocessable("customerId", "is no customer's"));
    requireOwn(invoices, create.subscriptionId(), customerId);
    requireNew(invoices, create.externalId());
    Bill bill =
        new Bill(
            customerId,
            create.subscriptionId(),
            create.externalId(),
            valid.dueDate(),
            valid.lines());
    return shown.one(handle, issue(handle, List.of(bill), actor).get(0).id());
  }

  /**
   * What an invoice says, for a customer whose row the transaction holds.
   *
   * @param lines without PPN, which is reckoned when it is issued; their sum is over 0
   */
  public record Bill(
      long customerId,
      @Nullable Long subscriptionId,
      @Nullable String externalId,
      LocalDate dueDate,
      List<ValidLine> lines) {

    /** Of one line. */
    public static Bill of(
        long customerId,
        long subscriptionId,
        LocalDate dueDate,
        LineKind kind,
        String description,
        long amount) {
      return of(
          customerId, subscriptionId, dueDate, List.of(new ValidLine(kind, description, amount)));
    }

    /** Of lines that sum to more than 0. */
    public static Bill of(
        long customerId, long subscriptionId, LocalDate dueDate, List<ValidLine> lines) {
      return new Bill(customerId, subscriptionId, null, dueDate, lines);
    }
  }

  /** An invoice that is there now, and what it comes to. */
  public record Issued(long id, Charged charged) {}

  /** New invoices by somebody's act, to which the overdue policy has its say. */
  public List<Issued> issue(Handle handle, List<Bill> bills, Actor actor) {
    List<Issued> issued = issueInTime(handle, bills, actor);
    evaluation.evaluate(handle, Cause.INVOICE, actor, customersOf(bills));
    return issued;
  }

  /**
   * New invoices of which none is overdue when it is issued: they take nothing from anybody. What
   * their customers have in credit pays them at once.
   */
  public List<Issued> issueInTime(Handle handle, List<Bill> bills, Actor actor) {
    if (bills.isEmpty()) {
      return List.of();
    }
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    Instant now = clock.instant();
    Optional<Taxation> taxation = Taxation.on(handle, LocalDate.ofInstant(now, zone));
    List<Charged> charged = bills.stream().map(bill -> Charged.of(bill.lines(), taxation)).toList();
    long[] ids = invoices.nextIds(bills.size());
    List<LineRow> lines = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    List<Issued> issued = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      issued.add(new Issued(ids[i], charged.get(i)));
      lines.addAll(rows(ids[i], charged.get(i).lines()));
      entries.add(Entry.invoiceIssued(ids[i], bills.get(i).customerId(), charged.get(i).parts()));
    }
    invoices.insertLines(lines);
    ledger.post(handle, entries, actor.name());
    List<Audit.Item> items = number(handle, bills, charged, ids, now);
    for (long customer : handle.attach(AllocationDao.class).withCredit(customersOf(bills))) {
      allocations.useCredit(handle, customer, actor);
    }
    Audit.write(handle, now, actor, "invoice.issue", items);
    return issued;
  }

  /** Last of what can be: whoever takes numbers has all others wait for theirs. */
  private List<Audit.Item> number(
      Handle handle, List<Bill> bills, List<Charged> charged, long[] ids, Instant now) {
    List<String> numbers = Numbers.INVOICE.next(handle, now, zone, ids.length);
    List<NewRow> rows = new ArrayList<>();
    List<Audit.Item> items = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      Bill bill = bills.get(i);
      String number = numbers.get(i);
      rows.add(row(ids[i], bill, charged.get(i), number, now));
      items.add(
          new Audit.Item(
              "invoice:" + ids[i],
              Map.of(
                  "number",
                  number,
                  "customerId",
                  bill.customerId(),
                  "total",
                  charged.get(i).total())));
    }
    handle.attach(InvoiceDao.class).insert(Json.text(rows));
    return items;
  }

  private static long[] customersOf(List<Bill> bills) {
    return bills.stream().mapToLong(Bill::customerId).distinct().toArray();
  }

  /** Takes an invoice back. It keeps its number; what was paid on it is the customer's credit. */
  public InvoiceView makeVoid(Handle handle, long id, @Nullable String reason, Actor actor) {
    Checks checks = new Checks();
    checks.text(reason, "reason", 500);
    checks.done();
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    InvoiceRow invoice = lock(handle, id);
    long customerId = invoice.customerId();
    if (invoice.voidedAt().isPresent()) {
      throw Problem.conflict(invoice.number() + " is void already.");
    }
    if (invoice.credited() + invoice.writtenOff() > 0) {
      throw Problem.conflict(
          "Of %s %s is credited or written off already: what is left is taken back by a credit note."
              .formatted(
                  invoice.number(),
                  Money.rupiah(invoice.credited() + invoice.writtenOff()).text()));
    }
    requireDepositThere(handle, invoice);
    Instant now = clock.instant();
    invoices.markVoid(id, now, String.valueOf(reason));
    ledger.post(
        handle, Entry.invoiceVoided(id, customerId, invoice.parts(), invoice.paid()), actor.name());
    allocations.madeVoid(handle, id, actor);
    allocations.useCredit(handle, customerId, actor);
    Audit.write(
        handle,
        now,
        actor,
        "invoice.void",
        "invoice:" + id,
        Map.of("number", invoice.number(), "reason", String.valueOf(reason)));
    evaluation.evaluate(handle, Cause.VOID, actor, customerId);
    return shown.one(handle, id);
  }

  /** A deposit that is used or given back can't go to the customer again as paid. */
  private static void requireDepositThere(Handle handle, InvoiceRow invoice) {
    if (invoice.deposit() > 0
        && handle.attach(AllocationDao.class).depositHeld(invoice.customerId())
            < invoice.depositPaid()) {
      throw Problem.conflict(
          "The deposit of %s is used or given back, in part or whole: credit what else it is about."
              .formatted(invoice.number()));
    }
  }

  private static void requireOwn(
      InvoiceDao invoices, @Nullable Long subscriptionId, long customerId) {
    if (subscriptionId != null && !invoices.belongs(subscriptionId, customerId)) {
      throw Problem.unprocessable("subscriptionId", "is no subscription of this customer");
    }
  }

  private static void requireNew(InvoiceDao invoices, @Nullable String externalId) {
    if (externalId != null) {
      invoices
          .byExternalId(externalId)
          .ifPresent(
              first -> {
                throw Problem.conflict("externalId", "is that of " + first.number());
              });
    }
  }

  /** An invoice, with its customer's row locked. */
  public static InvoiceRow lock(Handle handle, long id) {
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    invoices.lockAnyCustomer(
        invoices.byId(id).orElseThrow(() -> Problem.notFound("invoice " + id)).customerId());
    return invoices.byId(id).orElseThrow();
  }

  /** Notes the number that the tax office's system gave its tax invoice; null takes it off. */
  void setTaxInvoiceNumber(Handle handle, long id, @Nullable String number, Actor actor) {
    if (number != null && !number.matches("[0-9]{17}")) {
      throw Problem.unprocessable("taxInvoiceNumber", "has 17 digits");
    }
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    InvoiceRow invoice = lock(handle, id);
    if (invoice.taxBase().isEmpty()) {
      throw Problem.conflict(invoice.number() + " has no PPN, and so no tax invoice.");
    }
    Optional.ofNullable(number)
        .flatMap(invoices::byTaxInvoiceNumber)
        .filter(other -> other.id() != id)
        .ifPresent(
            other -> {
              throw Problem.conflict("taxInvoiceNumber", "is that of " + other.number());
            });
    invoices.setTaxInvoiceNumber(id, number);
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "invoice.tax-invoice-number",
        "invoice:" + id,
        Map.of(
            "before",
            invoice.taxInvoiceNumber().orElse(""),
            "after",
            Objects.requireNonNullElse(number, "")));
  }

  private static NewRow row(long id, Bill bill, Charged charged, String number, Instant now) {
    Optional<InvoiceTax> tax = charged.tax();
    return new NewRow(
        id,
        bill.externalId(),
        number,
        bill.customerId(),
        bill.subscriptionId(),
        now,
        bill.dueDate(),
        charged.total(),
        charged.deposit(),
        tax.map(InvoiceTax::base).orElse(null),
        tax.map(InvoiceTax::amount).orElse(0L),
        tax.map(InvoiceTax::rule).orElse(null),
        tax.map(InvoiceTax::mode).orElse(null));
  }

  private static List<LineRow> rows(long invoiceId, List<ValidLine> lines) {
    List<LineRow> rows = new ArrayList<>();
    for (ValidLine line : lines) {
      rows.add(
          new LineRow(
              invoiceId, rows.size() + 1, line.kind().word(), line.description(), line.amount()));
    }
    return rows;
  }
}
