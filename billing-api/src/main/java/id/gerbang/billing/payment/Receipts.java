package id.gerbang.billing.payment;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * Numbers receipts, {@code KW-YYMM-NNNNNN}, without holes within a year. The counter's row stays
 * locked until the transaction ends: it is taken last.
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
}
