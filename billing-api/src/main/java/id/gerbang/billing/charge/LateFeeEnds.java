package id.gerbang.billing.charge;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.invoice.WhenPaid;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Takes the fee for late payment away that is not billed yet, with the invoice that was late. */
public final class LateFeeEnds implements WhenPaid {

  private final Clock clock;

  public LateFeeEnds(Clock clock) {
    this.clock = clock;
  }

  /** What is paid late stays late. */
  @Override
  public void paid(Handle handle, long invoiceId, Actor actor) {}

  @Override
  public void takenBack(Handle handle, long invoiceId, Actor actor) {
    handle
        .attach(LateFeeChargeDao.class)
        .unbilled(invoiceId)
        .ifPresent(
            fee -> {
              Instant now = clock.instant();
              handle.attach(ChargeDao.class).end(fee.id(), now, actor.name());
              Audit.write(
                  handle,
                  now,
                  actor,
                  "late_fee.take_away",
                  "invoice:" + invoiceId,
                  Map.of("charge", fee.id(), "amount", fee.amount()));
            });
  }
}
