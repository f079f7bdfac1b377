package id.gerbang.billing.overdue;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A promise as the API shows it.
 *
 * @param invoice for which it was given: the oldest open one
 * @param state {@code standing}, {@code kept} or {@code broken}
 */
public record PromiseView(
    long id,
    long customerId,
    String customerName,
    String invoice,
    LocalDate until,
    @Nullable Money amount,
    @Nullable String note,
    Instant madeAt,
    String madeBy,
    String state) {

  static PromiseView of(PromiseDao.Row row) {
    return new PromiseView(
        row.id(),
        row.customerId(),
        row.customerName(),
        row.invoice(),
        row.until(),
        row.amount().map(Money::rupiah).orElse(null),
        row.note(),
        row.madeAt(),
        row.madeBy(),
        row.state());
  }
}
