package id.gerbang.billing.charge;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceService.Bill;
import id.gerbang.billing.invoice.LineKind;
import id.gerbang.billing.overdue.BillingRules;
import id.gerbang.billing.overdue.DueFee;
import id.gerbang.billing.overdue.FeeCharging;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Puts a fee for late payment on the next invoice of the subscription, as a charge that comes once;
 * where no invoice is to come, it is one by itself.
 */
public final class LateFeeCharges implements FeeCharging {

  private final Clock clock;
  private final ZoneId zone;
  private final InvoiceService invoices;

  public LateFeeCharges(Clock clock, ZoneId zone, InvoiceService invoices) {
    this.clock = clock;
    this.zone = zone;
    this.invoices = invoices;
  }

  @Override
  public void charge(Handle handle, List<DueFee> fees, Actor actor) {
    for (DueFee fee : fees) {
      charge(handle, fee, actor);
    }
  }

  private void charge(Handle handle, DueFee fee, Actor actor) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    String description = "Denda keterlambatan " + fee.number();
    Optional<Long> charge =
        fee.comesWith().map(it -> beside(handle, it, description, fee, today, now, actor));
    Optional<Long> invoice =
        charge.isPresent()
            ? Optional.empty()
            : Optional.of(byItself(handle, fee, description, today, actor));
    handle
        .attach(LateFeeChargeDao.class)
        .insert(
            fee.invoiceId(), fee.amount(), today, now, charge.orElse(null), invoice.orElse(null));
    Map<String, Object> detail = new HashMap<>();
    detail.put("amount", fee.amount());
    charge.ifPresent(id -> detail.put("charge", id));
    invoice.ifPresent(id -> detail.put("billedBy", id));
    Audit.write(handle, now, actor, "late_fee.charge", "invoice:" + fee.invoiceId(), detail);
  }

  private static long beside(
      Handle handle,
      long subscription,
      String description,
      DueFee fee,
      LocalDate today,
      Instant now,
      Actor actor) {
    return handle
        .attach(ChargeDao.class)
        .insert(
            subscription,
            Kind.LATE_FEE.word(),
            description,
            fee.amount(),
            today,
            null,
            now,
            actor.name())
        .id();
  }

  private long byItself(
      Handle handle, DueFee fee, String description, LocalDate today, Actor actor) {
    Bill bill =
        new Bill(
            fee.customerId(),
            fee.subscriptionId().orElse(null),
            null,
            today.plusDays(BillingRules.of(handle).daysUntilDue()),
            List.of(new ValidLine(LineKind.LATE_FEE, description, fee.amount())));
    return invoices.issueInTime(handle, List.of(bill), actor).get(0).id();
  }
}
