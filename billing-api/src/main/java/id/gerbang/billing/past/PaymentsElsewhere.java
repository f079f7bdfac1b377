package id.gerbang.billing.past;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What a customer paid where they were before. */
public final class PaymentsElsewhere {

  private PaymentsElsewhere() {}

  /** The first of some time, at most so many. */
  public static List<PaymentElsewhere> of(
      Handle handle, long customer, Instant from, Instant to, int most) {
    return handle.attach(PastPaymentDao.class).of(customer, from, to, most).stream()
        .map(
            it ->
                new PaymentElsewhere(it.at(), Money.rupiah(it.amount()), it.method(), it.profile()))
        .toList();
  }
}
