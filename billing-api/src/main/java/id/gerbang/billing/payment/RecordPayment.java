package id.gerbang.billing.payment;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Money that came in, as a cashier or a gateway tells it.
 *
 * @param invoiceId which invoice it is for; the customer's oldest follow with what is left over
 * @param allocations the same for several, each with its amount
 * @param amount null: the sum of the allocations; without any, exactly what is open
 * @param method {@code cash}, {@code transfer}, a gateway's name, or {@code deposit}: by what is
 *     held for the customer
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
    @Nullable Boolean confirmDuplicate,
    @Nullable List<ChosenAllocation> allocations) {

  static final String DEPOSIT = "deposit";

  private static final Pattern METHOD = Pattern.compile("[a-z][a-z0-9_-]{0,39}");
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final int MOST_ALLOCATIONS = 200;

  /** What an invoice is to get of it. */
  public record ChosenAllocation(@Nullable Long invoiceId, @Nullable Money amount) {}

  public RecordPayment(
      @Nullable Long customerId,
      @Nullable Long invoiceId,
      @Nullable Money amount,
      @Nullable String method,
      @Nullable String reference,
      @Nullable Instant receivedAt,
      @Nullable String externalId,
      @Nullable Boolean confirmDuplicate) {
    this(
        customerId,
        invoiceId,
        amount,
        method,
        reference,
        receivedAt,
        externalId,
        confirmDuplicate,
        null);
  }

  /** Refuses what no payment may say. */
  void check(Instant now) {
    Checks checks = new Checks();
    checks.that(
        customerId != null || invoiceId != null, "customerId", "or invoiceId says whose it is");
    if (amount != null) {
      check(checks, amount, "amount");
    }
    checkAllocations(checks);
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

  private void checkAllocations(Checks checks) {
    List<ChosenAllocation> chosen = chosen();
    checks.that(
        invoiceId == null || chosen.isEmpty(), "allocations", "or invoiceId, one of the two");
    if (!checks.that(
        chosen.size() <= MOST_ALLOCATIONS, "allocations", "are at most " + MOST_ALLOCATIONS)) {
      return;
    }
    Set<Long> invoices = new HashSet<>();
    for (int i = 0; i < chosen.size(); i++) {
      String path = "allocations[" + i + "].";
      Long invoice = chosen.get(i).invoiceId();
      if (checks.that(invoice != null, path + "invoiceId", "is missing")) {
        checks.that(invoices.add(invoice), path + "invoiceId", "is there twice");
      }
      Money share = chosen.get(i).amount();
      if (checks.that(share != null, path + "amount", "is missing") && share != null) {
        check(checks, share, path + "amount");
      }
    }
  }

  private static void check(Checks checks, Money amount, String field) {
    checks.that(amount.currency().equals(Money.RUPIAH), field, "is in IDR");
    checks.that(
        amount.amount() > 0 && amount.amount() <= Money.MOST,
        field,
        "is more than Rp 0 and at most " + Money.rupiah(Money.MOST).text());
  }

  List<ChosenAllocation> chosen() {
    return allocations == null ? List.of() : allocations;
  }

  boolean duplicateConfirmed() {
    return Boolean.TRUE.equals(confirmDuplicate);
  }
}
