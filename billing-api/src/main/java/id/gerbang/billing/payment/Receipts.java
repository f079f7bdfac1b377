package id.gerbang.billing.payment;

import id.gerbang.billing.http.AccessLog;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * Numbers receipts, {@code KW-YYMM-NNNNNN}, without holes within a year, and shows them. The
 * counter's row stays locked until the transaction ends: it is taken last.
 */
public final class Receipts {

  private final Clock clock;
  private final ZoneId zone;

  public Receipts(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  void issue(Handle handle, long paymentId) {
    Instant now = clock.instant();
    ZonedDateTime local = now.atZone(zone);
    ReceiptDao dao = handle.attach(ReceiptDao.class);
    String number =
        String.format(
            Locale.ROOT,
            "KW-%02d%02d-%06d",
            local.getYear() % 100,
            local.getMonthValue(),
            dao.next("receipt:" + local.getYear()));
    dao.insert(paymentId, number, now);
  }

  /** What the customer gets for it; a collector has those of the own payments. */
  public ReceiptView of(Handle handle, Ref ref, Actor actor) {
    PaymentView payment = Payments.one(handle, ref);
    boolean hidden = actor.role() == Role.COLLECTOR && !payment.recordedBy().equals(actor.name());
    ReceiptView receipt =
        handle
            .attach(ReceiptDao.class)
            .find(payment.id())
            .filter(row -> !hidden)
            .map(row -> ReceiptView.of(row, payment))
            .orElseThrow(() -> Problem.notFound("receipt of payment " + ref));
    AccessLog.read(handle, clock.instant(), actor, "customer:" + receipt.customer().id());
    return receipt;
  }
}
