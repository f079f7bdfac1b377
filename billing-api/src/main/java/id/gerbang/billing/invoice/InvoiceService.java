package id.gerbang.billing.invoice;

import static java.util.stream.Collectors.groupingBy;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import id.gerbang.billing.invoice.InvoiceDao.LineRow;
import id.gerbang.billing.invoice.InvoiceDao.NewRow;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Issues invoices and voids them; each within its caller's transaction. */
public final class InvoiceService {

  private final Clock clock;
  private final ZoneId zone;
  private final Ledger ledger;
  private final Allocations allocations;
  private final OverdueEvaluation evaluation;
  private final PublicUrl publicUrl;

  public InvoiceService(
      Clock clock,
      ZoneId zone,
      Ledger ledger,
      Allocations allocations,
      OverdueEvaluation evaluation,
      PublicUrl publicUrl) {
    this.clock = clock;
    this.zone = zone;
    this.ledger = ledger;
    this.allocations = allocations;
    this.evaluation = evaluation;
    this.publicUrl = publicUrl;
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
            valid.lines(),
            valid.total());
    return one(handle, issue(handle, List.of(bill), actor)[0]);
  }

  /**
   * What an invoice says, for a customer whose row the transaction holds.
   *
   * @param total of its lines, over 0
   */
  public record Bill(
      long customerId,
      @Nullable Long subscriptionId,
      @Nullable String externalId,
      LocalDate dueDate,
      List<ValidLine> lines,
      long total) {

    /** Of one line. */
    public static Bill of(
        long customerId, long subscriptionId, LocalDate dueDate, String description, long amount) {
      return of(customerId, subscriptionId, dueDate, List.of(new ValidLine(description, amount)));
    }

    /** Of lines that sum to more than 0. */
    public static Bill of(
        long customerId, long subscriptionId, LocalDate dueDate, List<ValidLine> lines) {
      long total = lines.stream().mapToLong(ValidLine::amount).reduce(0, Math::addExact);
      return new Bill(customerId, subscriptionId, null, dueDate, lines, total);
    }
  }

  /** New invoices; what their customers have in credit pays them at once. Answers their ids. */
  public long[] issue(Handle handle, List<Bill> bills, Actor actor) {
    if (bills.isEmpty()) {
      return new long[0];
    }
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    Instant now = clock.instant();
    List<String> numbers = nextNumbers(invoices, now, bills.size());
    List<NewRow> rows = new ArrayList<>();
    for (Bill bill : bills) {
      rows.add(
          new NewRow(
              bill.externalId(),
              numbers.get(rows.size()),
              bill.customerId(),
              bill.subscriptionId(),
              now,
              bill.dueDate(),
              bill.total()));
    }
    long[] ids = invoices.insert(rows);
    List<LineRow> lines = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    List<Audit.Item> items = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      Bill bill = bills.get(i);
      lines.addAll(rows(ids[i], bill.lines()));
      entries.add(Entry.invoiceIssued(ids[i], bill.customerId(), bill.total()));
      items.add(
          new Audit.Item(
              "invoice:" + ids[i],
              Map.of(
                  "number",
                  numbers.get(i),
                  "customerId",
                  bill.customerId(),
                  "total",
                  bill.total())));
    }
    invoices.insertLines(lines);
    ledger.post(handle, entries, actor.name());
    long[] customers = bills.stream().mapToLong(Bill::customerId).distinct().toArray();
    for (long customer : invoices.withCredit(customers)) {
      allocations.useCredit(handle, customer, actor);
    }
    Audit.write(handle, now, actor, "invoice.issue", items);
    evaluation.evaluate(handle, Cause.INVOICE, actor, customers);
    return ids;
  }

  /** Takes an invoice back. It keeps its number; what was paid on it is the customer's credit. */
  public InvoiceView makeVoid(Handle handle, long id, @Nullable String reason, Actor actor) {
    Checks checks = new Checks();
    checks.text(reason, "reason", 500);
    checks.done();
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    long customerId =
        invoices.byId(id).orElseThrow(() -> Problem.notFound("invoice " + id)).customerId();
    invoices.lockAnyCustomer(customerId);
    InvoiceRow invoice = invoices.byId(id).orElseThrow();
    if (invoice.voidedAt().isPresent()) {
      throw Problem.conflict(invoice.number() + " is void already.");
    }
    Instant now = clock.instant();
    invoices.markVoid(id, now, String.valueOf(reason));
    ledger.post(
        handle, Entry.invoiceVoided(id, customerId, invoice.total(), invoice.paid()), actor.name());
    allocations.useCredit(handle, customerId, actor);
    Audit.write(
        handle,
        now,
        actor,
        "invoice.void",
        "invoice:" + id,
        Map.of("number", invoice.number(), "reason", String.valueOf(reason)));
    evaluation.evaluate(handle, Cause.VOID, actor, customerId);
    return one(handle, id);
  }

  InvoiceView one(Handle handle, long id) {
    InvoiceRow row =
        handle
            .attach(InvoiceDao.class)
            .byId(id)
            .orElseThrow(() -> Problem.notFound("invoice " + id));
    return views(handle, List.of(row)).get(0);
  }

  /** The invoice whose payment link it is. */
  public Optional<InvoiceView> byPayCode(Handle handle, String code) {
    return handle
        .attach(InvoiceDao.class)
        .byPayCode(code)
        .map(row -> views(handle, List.of(row)).get(0));
  }

  List<InvoiceView> views(Handle handle, List<InvoiceRow> rows) {
    long[] ids = rows.stream().mapToLong(InvoiceRow::id).toArray();
    Map<Long, List<LineRow>> lines =
        handle.attach(InvoiceDao.class).lines(ids).stream().collect(groupingBy(LineRow::invoiceId));
    return rows.stream()
        .map(row -> InvoiceView.of(row, lines.getOrDefault(row.id(), List.of()), publicUrl))
        .toList();
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

  /** INV-YYMM-NNNNNN, counted per year; year and month as the ISP's calendar has them. */
  private List<String> nextNumbers(InvoiceDao invoices, Instant now, int count) {
    ZonedDateTime local = now.atZone(zone);
    long last = invoices.take("invoice:" + local.getYear(), count);
    return LongStream.rangeClosed(last - count + 1, last)
        .mapToObj(
            number ->
                String.format(
                    Locale.ROOT,
                    "INV-%02d%02d-%06d",
                    local.getYear() % 100,
                    local.getMonthValue(),
                    number))
        .toList();
  }

  private static List<LineRow> rows(long invoiceId, List<ValidLine> lines) {
    List<LineRow> rows = new ArrayList<>();
    for (ValidLine line : lines) {
      rows.add(new LineRow(invoiceId, rows.size() + 1, line.description(), line.amount()));
    }
    return rows;
  }
}
