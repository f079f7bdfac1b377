package id.gerbang.billing.payment;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.invoice.InvoiceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, every rupiah is explained. */
class LedgerReconcilesTest {

  private static final int STEPS = 150;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void issue_pay_overpay_void_and_reverse_in_any_order(long seed) {
    Random random = new Random(seed);
    try (Books books = new Books()) {
      List<Long> customers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        customers.add(books.customer("customer" + i));
        books.subscription(customers.get(i), "line" + i);
      }
      List<InvoiceView> standing = new ArrayList<>();
      List<Long> payments = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        long customer = customers.get(random.nextInt(customers.size()));
        switch (random.nextInt(7)) {
          case 0, 1 ->
              standing.add(
                  books.issue(
                      customer,
                      1 + random.nextInt(300_000),
                      "2026-11-" + (10 + random.nextInt(20))));
          case 2, 3 -> payments.add(books.pay(customer, 1 + random.nextInt(400_000)).id());
          case 4 -> {
            if (!payments.isEmpty()) {
              books.reverse(payments.remove(random.nextInt(payments.size())));
            }
          }
          default -> {
            if (!standing.isEmpty()) {
              books.makeVoid(standing.remove(random.nextInt(standing.size())).id());
            }
          }
        }
        books.clock.move(Duration.ofMinutes(random.nextInt(600)));
        assertThat(books.unexplained()).as("step %d", step).isEqualTo(Books.NOTHING);
      }
      // Nobody has credit beside an open invoice.
      assertThat(
              books.number(
                  """
                  SELECT count(*) FROM customer c
                  WHERE EXISTS (SELECT FROM invoice i WHERE i.customer_id = c.id AND i.status = 'open')
                    AND (SELECT sum(amount) FROM ledger_posting p WHERE p.customer_id = c.id AND account = 'customer_credit') <> 0"""))
          .isZero();
    }
  }
}
