package id.gerbang.billing.invoice;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.InvoiceDao.GivenUp;
import id.gerbang.billing.invoice.InvoiceDao.InvoiceRow;
import id.gerbang.billing.money.Corrections;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Gives up what is open of invoices that nobody will pay: an expense, and the invoice is done. Or
 * takes that back, since somebody pays after all, or it was the wrong invoice.
 */
public final class WriteOffs {

  private final Clock clock;
  private final Ledger ledger;
  private final Allocations allocations;
  private final OverdueEvaluation evaluation;

  public WriteOffs(
      Clock clock, Ledger ledger, Allocations allocations, OverdueEvaluation evaluation) {
    this.clock = clock;
    this.ledger = ledger;
    this.allocations = allocations;
    this.evaluation = evaluation;
  }

  public void writeOff(Handle handle, long invoiceId, @Nullable String reason, Actor actor) {
    Checks checks = new Checks();
    checks.text(reason, "reason", 500);
    checks.done();
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    InvoiceRow invoice = InvoiceService.lock(handle, invoiceId);
    if (invoice.open() == 0) {
      throw Problem.conflict("Nothing is open of " + invoice.number() + ".");
    }
    if (invoice.deposit() > 0) {
      throw Problem.conflict(
          invoice.number() + " has a deposit, which is nothing to give up: void the invoice.");
    }
    Instant now = clock.instant();
    long open = invoice.open();
    long id =
        invoices.insertWriteOff(invoiceId, open, String.valueOf(reason), now, actor.name(), null);
    allocations.writeOff(handle, invoice, actor);
    ledger.post(
        handle, Corrections.writtenOff(id, invoiceId, invoice.customerId(), open), actor.name());
    Audit.write(
        handle,
        now,
        actor,
        "invoice.write-off",
        "invoice:" + invoiceId,
        Map.of("number", invoice.number(), "amount", open, "reason", String.valueOf(reason)));
    evaluation.evaluate(handle, Cause.WRITE_OFF, actor, invoice.customerId());
  }

  /** What was given up is open again, as it was; credit that is there pays it at once. */
  public void undo(Handle handle, long invoiceId, @Nullable String reason, Actor actor) {
    Checks checks = new Checks();
    checks.text(reason, "reason", 500);
    checks.done();
    InvoiceDao invoices = handle.attach(InvoiceDao.class);
    InvoiceRow invoice = InvoiceService.lock(handle, invoiceId);
    if (invoice.writtenOff() == 0) {
      throw Problem.conflict(invoice.number() + " is not written off.");
    }
    Instant now = clock.instant();
    for (GivenUp given : invoices.standingWriteOffs(invoiceId)) {
      long id =
          invoices.insertWriteOff(
              invoiceId, -given.amount(), String.valueOf(reason), now, actor.name(), given.id());
      ledger.post(
          handle,
          Corrections.writtenOff(id, invoiceId, invoice.customerId(), -given.amount()),
          actor.name());
    }
    long amount = invoice.writtenOff();
    invoices.writeOff(invoiceId, -amount);
    allocations.useCredit(handle, invoice.customerId(), actor);
    Audit.write(
        handle,
        now,
        actor,
        "invoice.write-off.undo",
        "invoice:" + invoiceId,
        Map.of("number", invoice.number(), "amount", amount, "reason", String.valueOf(reason)));
    evaluation.evaluate(handle, Cause.WRITE_OFF, actor, invoice.customerId());
  }
}
