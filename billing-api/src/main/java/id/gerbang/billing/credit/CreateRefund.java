package id.gerbang.billing.credit;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Credit, or a deposit, that is given back in money.
 *
 * @param method {@code cash}, {@code transfer}, or {@code gateway}: by the one that it came
 *     through, out of what stands there
 * @param source {@code credit} or {@code deposit}; null: credit
 * @param gateway by which it is given back; null: by the only one that holds as much
 */
public record CreateRefund(
    @Nullable Long customerId,
    @Nullable Money amount,
    @Nullable String method,
    @Nullable String reference,
    @Nullable String reason,
    @Nullable String externalId,
    @Nullable String source,
    @Nullable String gateway) {

  static final String GATEWAY = "gateway";
  static final String CREDIT = "credit";
  private static final String DEPOSIT = "deposit";
  private static final Set<String> METHODS = Set.of("cash", "transfer", GATEWAY);

  /** Refuses what no refund may say. */
  void check() {
    Checks checks = new Checks();
    checks.that(customerId != null, "customerId", "is missing");
    if (checks.that(amount != null, "amount", "is missing") && amount != null) {
      checks.that(amount.currency().equals(Money.RUPIAH), "amount", "is in IDR");
      checks.that(
          amount.amount() > 0 && amount.amount() <= Money.MOST,
          "amount",
          "is more than Rp 0 and at most " + Money.rupiah(Money.MOST).text());
    }
    checks.that(
        method != null && METHODS.contains(method), "method", "is cash, transfer or gateway");
    checks.that(
        source == null || Set.of(CREDIT, DEPOSIT).contains(source),
        "source",
        "is credit or deposit");
    checks.that(
        !ofDeposit() || !GATEWAY.equals(method),
        "method",
        "is cash or transfer: no gateway knows of deposits");
    checks.that(
        gateway == null || GATEWAY.equals(method),
        "gateway",
        "goes with the method gateway and no other");
    checks.optionalText(reference, "reference", 200);
    checks.text(reason, "reason", 500);
    checks.optionalText(externalId, "externalId", 200);
    checks.done();
  }

  String from() {
    return source == null ? CREDIT : source;
  }

  boolean ofDeposit() {
    return DEPOSIT.equals(source);
  }
}
