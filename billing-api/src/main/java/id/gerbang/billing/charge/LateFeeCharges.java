package id.gerbang.billing.charge;

import id.gerbang.billing.charge.LateFeeChargeDao.Beside;
import id.gerbang.billing.charge.LateFeeChargeDao.Charged;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.invoice.CreateInvoice.ValidLine;
import id.gerbang.billing.invoice.InvoiceService;
import id.gerbang.billing.invoice.InvoiceService.Bill;
import id.gerbang.billing.invoice.InvoiceService.Issued;
import id.gerbang.billing.invoice.LineKind;
import id.gerbang.billing.overdue.BillingRules;
import id.gerbang.billing.overdue.DueFee;
import id.gerbang.billing.overdue.FeeCharging;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    LateFeeChargeDao dao = handle.attach(LateFeeChargeDao.class);
    List<DueFee> withNext = fees.stream().filter(fee -> fee.comesWith().isPresent()).toList();
    List<DueFee> alone = fees.stream().filter(fee -> fee.comesWith().isEmpty()).toList();
    List<Long> charges =
        dao.comeWith(
            withNext.stream().map(LateFeeCharges::beside).toList(), today, now, actor.name());
    LocalDate due = today.plusDays(BillingRules.of(handle).daysUntilDue());
    List<Issued> issued =
        invoices.issueInTime(handle, alone.stream().map(fee -> byItself(fee, due)).toList(), actor);
    List<Charged> charged = new ArrayList<>();
    for (int i = 0; i < charges.size(); i++) {
      charged.add(charged(withNext.get(i), charges.get(i), null));
    }
    for (int i = 0; i < issued.size(); i++) {
      charged.add(charged(alone.get(i), null, issued.get(i).id()));
    }
    dao.insert(charged, today, now);
    Audit.write(
        handle, now, actor, "late_fee.charge", charged.stream().map(LateFeeCharges::item).toList());
  }

  private static Beside beside(DueFee fee) {
    return new Beside(fee.comesWith().orElseThrow(), description(fee), fee.amount());
  }

  private static Bill byItself(DueFee fee, LocalDate due) {
    return new Bill(
        fee.customerId(),
        fee.subscriptionId().orElse(null),
        null,
        due,
        List.of(new ValidLine(LineKind.LATE_FEE, description(fee), fee.amount())));
  }

  private static String description(DueFee fee) {
    return "Denda keterlambatan " + fee.number();
  }

  private static Charged charged(DueFee fee, @Nullable Long charge, @Nullable Long billedBy) {
    return new Charged(fee.invoiceId(), fee.amount(), charge, billedBy);
  }

  private static Audit.Item item(Charged fee) {
    return new Audit.Item(
        "invoice:" + fee.invoiceId(),
        fee.charge() != null
            ? Map.of("amount", fee.amount(), "charge", fee.charge())
            : Map.of("amount", fee.amount(), "billedBy", Objects.requireNonNull(fee.billedBy())));
  }
}
