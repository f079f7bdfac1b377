package id.gerbang.billing.credit;

import static java.util.stream.Collectors.groupingBy;

import id.gerbang.billing.credit.CreateCreditNote.ValidLine;
import id.gerbang.billing.credit.CreditNoteDao.LineRow;
import id.gerbang.billing.credit.CreditNoteDao.NoteRow;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.Allocations;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.Numbers;
import id.gerbang.billing.money.Corrections;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import id.gerbang.billing.tax.TaxRule;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Issues credit notes: less is open of the invoice, and what had been paid beyond it is the
 * customer's credit. Together they never exceed the invoice.
 */
public final class CreditNoteService {

  private final Clock clock;
  private final ZoneId zone;
  private final Ledger ledger;
  private final Allocations allocations;
  private final OverdueEvaluation evaluation;

  public CreditNoteService(
      Clock clock,
      ZoneId zone,
      Ledger ledger,
      Allocations allocations,
      OverdueEvaluation evaluation) {
    this.clock = clock;
    this.zone = zone;
    this.ledger = ledger;
    this.allocations = allocations;
    this.evaluation = evaluation;
  }

  public CreditNoteView issue(Handle handle, CreateCreditNote create, Actor actor) {
    CreateCreditNote.Valid valid = create.checked();
    CreditNoteDao notes = handle.attach(CreditNoteDao.class);
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    if (invoices.byId(valid.invoiceId()).isEmpty()) {
      throw Problem.unprocessable("invoiceId", "is no invoice's");
    }
    InvoiceRow invoice = InvoiceService.lock(handle, valid.invoiceId());
    long amount = valid.amount();
    requireWithin(invoice, amount);
    Optional.ofNullable(create.externalId())
        .flatMap(notes::byExternalId)
        .ifPresent(
            first -> {
              throw Problem.conflict("externalId", "is that of " + first.number());
            });
    Instant now = clock.instant();
    String number = Numbers.CREDIT_NOTE.next(handle, now, zone, 1).get(0);
    long released = Math.max(0, amount - invoice.open());
    long tax = taxOf(invoice, amount);
    long id =
        notes.insert(
            create.externalId(),
            number,
            invoice.id(),
            invoice.customerId(),
            amount,
            tax,
            released,
            valid.reason(),
            now,
            actor.name());
    notes.insertLines(rows(id, valid.lines()));
    allocations.credit(handle, invoice, amount, actor);
    ledger.post(
        handle,
        Corrections.creditNote(id, invoice.id(), invoice.customerId(), amount, tax, released),
        actor.name());
    allocations.useCredit(handle, invoice.customerId(), actor);
    Audit.write(
        handle,
        now,
        actor,
        "credit-note.issue",
        "invoice:" + invoice.id(),
        Map.of("number", number, "amount", amount, "reason", valid.reason()));
    evaluation.evaluate(handle, Cause.CREDIT, actor, invoice.customerId());
    return one(handle, id);
  }

  private static void requireWithin(InvoiceRow invoice, long amount) {
    if (invoice.voidedAt().isPresent()) {
      throw Problem.conflict(invoice.number() + " is void: nothing of it is left to credit.");
    }
    if (amount > invoice.creditable()) {
      throw Problem.conflict(
          "amount",
          "is at most %s, which is what of %s is not credited yet"
              .formatted(Money.rupiah(invoice.creditable()).text(), invoice.number()));
    }
  }

  /** Rounded over all credit notes so far, so that those of a whole invoice take its whole PPN. */
  private static long taxOf(InvoiceRow invoice, long amount) {
    long taxed = invoice.total() - invoice.deposit();
    long before = TaxRule.rounded(invoice.credited(), invoice.tax(), taxed);
    return TaxRule.rounded(invoice.credited() + amount, invoice.tax(), taxed) - before;
  }

  private static List<LineRow> rows(long id, List<ValidLine> lines) {
    List<LineRow> rows = new ArrayList<>();
    for (ValidLine line : lines) {
      rows.add(new LineRow(id, rows.size() + 1, line.description(), line.amount()));
    }
    return rows;
  }

  CreditNoteView one(Handle handle, long id) {
    NoteRow row =
        handle
            .attach(CreditNoteDao.class)
            .byId(id)
            .orElseThrow(() -> Problem.notFound("credit note " + id));
    return views(handle, List.of(row)).get(0);
  }

  static List<CreditNoteView> views(Handle handle, List<NoteRow> rows) {
    long[] ids = rows.stream().mapToLong(NoteRow::id).toArray();
    Map<Long, List<LineRow>> lines =
        handle.attach(CreditNoteDao.class).lines(ids).stream()
            .collect(groupingBy(LineRow::creditNoteId));
    return rows.stream()
        .map(row -> CreditNoteView.of(row, lines.getOrDefault(row.id(), List.of())))
        .toList();
  }
}
