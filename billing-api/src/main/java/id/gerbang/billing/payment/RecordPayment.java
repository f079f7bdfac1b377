package id.gerbang.billing.payment;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Money that came in, as a cashier or a gateway tells it.
 *
 * @param invoiceId which invoice it is for; the customer's oldest follow with what is left over
 * @param amount null: exactly what is open
 * @param method {@code cash}, {@code transfer}, or a gateway's name
 * @param receivedAt null: now
 * @param confirmDuplicate true: it is no mistake that the same came in a few minutes ago
 */
public record RecordPayment(
    @Nullable Long customerId,
    @Nullable Long invoiceId,
    @Nullable Money amount,
    @Nullable String method,
    @Nullable String reference,
    @Nullable Instant receivedAt,
    @Nullable String externalId,
    @Nullable Boolean confirmDuplicate) {

  private static final Pattern METHOD = Pattern.compile("[a-z][a-z0-9_-]{0,39}");
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** Refuses what no payment may say. */
  void check(Instant now) {
    Checks checks = new Checks();
    checks.that(
        customerId != null || invoiceId != null, "customerId", "or invoiceId says whose it is");
    if (amount != null) {
      checks.that(amount.currency().equals(Money.RUPIAH), "amount", "is in IDR");
      checks.that(
          amount.amount() > 0 && amount.amount() <= Money.MOST,
          "amount",
          "is more than Rp 0 and at most " + Money.rupiah(Money.MOST).text());
    }
    if (checks.that(method != null, "method", "is missing")) {
      checks.that(
          METHOD.matcher(String.valueOf(method)).matches(),
          "method",
          "is cash, transfer or another name in small letters");
    }
    checks.optionalText(reference, "reference", 200);
    checks.optionalText(externalId, "externalId", 200);
    if (receivedAt != null) {
      checks.that(!receivedAt.isAfter(now), "receivedAt", "is in the future");
      checks.that(receivedAt.isAfter(EARLIEST), "receivedAt", "is before the year 2000");
    }
    checks.done();
  }

  boolean duplicateConfirmed() {
    return Boolean.TRUE.equals(confirmDuplicate);
  }
}
