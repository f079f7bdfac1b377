package id.gerbang.billing.cash;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cashier counted of a collector's cash.
 *
 * @param expected what the cashier saw that the collector has; given, nothing else may have come in
 *     or gone since
 * @param counted null: the sum of the denominations
 * @param denominations how many of each, such as {@code {"100000": 12}}; null: not written down
 */
public record TakeHandover(
    @Nullable String collector,
    @Nullable Money expected,
    @Nullable Money counted,
    @Nullable Map<String, Long> denominations,
    @Nullable String note) {

  private static final Set<String> NOTES_AND_COINS =
      Set.of(
          "100000", "75000", "50000", "20000", "10000", "5000", "2000", "1000", "500", "200", "100",
          "50");
  private static final long MOST_PIECES = 100_000;

  /** What was counted, or all that is wrong with it. */
  long checked() {
    Checks checks = new Checks();
    checks.text(collector, "collector", 255);
    checks.optionalText(note, "note", 1000);
    check(checks, expected, "expected");
    check(checks, counted, "counted");
    checks.that(
        counted != null || denominations != null, "counted", "is missing, and no denominations");
    long sum = sum(checks);
    checks.that(
        counted == null || denominations == null || counted.amount() == sum,
        "denominations",
        "are " + Money.rupiah(sum).text() + " together, not what was counted");
    checks.done();
    return denominations == null ? Objects.requireNonNull(counted).amount() : sum;
  }

  private static void check(Checks checks, @Nullable Money amount, String field) {
    checks.that(
        amount == null
            || (amount.currency().equals(Money.RUPIAH)
                && amount.amount() >= 0
                && amount.amount() <= Money.MOST),
        field,
        "is from Rp 0 to " + Money.rupiah(Money.MOST).text());
  }

  private long sum(Checks checks) {
    long sum = 0;
    if (denominations != null) {
      for (Map.Entry<String, Long> piece : denominations.entrySet()) {
        String field = "denominations." + piece.getKey();
        Long count = piece.getValue();
        if (checks.that(NOTES_AND_COINS.contains(piece.getKey()), field, "is no note or coin")
            && checks.that(
                count != null && count >= 0 && count <= MOST_PIECES,
                field,
                "is from 0 to " + MOST_PIECES)
            && count != null) {
          sum += Long.parseLong(piece.getKey()) * count;
        }
      }
    }
    return sum;
  }
}
