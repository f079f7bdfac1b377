package id.gerbang.billing.credit;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is taken back of an invoice, PPN included.
 *
 * @param lines or {@code amount}, which makes one line that says the reason
 */
public record CreateCreditNote(
    @Nullable Long invoiceId,
    @Nullable List<CreditLine> lines,
    @Nullable Money amount,
    @Nullable String reason,
    @Nullable String externalId) {

  private static final int MOST_LINES = 200;

  /** A part of it. */
  public record CreditLine(@Nullable String description, @Nullable Money amount) {}

  /** Refuses what no credit note may say. */
  Valid checked() {
    Checks checks = new Checks();
    checks.that(invoiceId != null, "invoiceId", "is missing");
    checks.text(reason, "reason", 500);
    checks.optionalText(externalId, "externalId", 200);
    List<CreditLine> given = lines == null ? List.of() : lines;
    checks.that(given.size() <= MOST_LINES, "lines", "has at most " + MOST_LINES + " lines");
    checks.that(
        given.isEmpty() != (amount == null), "amount", "or lines say how much, one of the two");
    for (int i = 0; i < given.size() && i < MOST_LINES; i++) {
      CreditLine line = given.get(i);
      checks.text(line.description(), "lines[" + i + "].description", 500);
      check(checks, line.amount(), "lines[" + i + "].amount");
    }
    if (amount != null) {
      check(checks, amount, "amount");
    }
    checks.done();
    List<ValidLine> valid =
        amount == null
            ? given.stream().map(line -> new ValidLine(line.description(), line.amount())).toList()
            : List.of(new ValidLine(reason, amount));
    return new Valid(
        Objects.requireNonNull(invoiceId),
        valid,
        valid.stream().mapToLong(ValidLine::amount).reduce(0, Math::addExact),
        Objects.requireNonNull(reason));
  }

  private static void check(Checks checks, @Nullable Money amount, String field) {
    if (checks.that(amount != null, field, "is missing") && amount != null) {
      checks.that(amount.currency().equals(Money.RUPIAH), field, "is in IDR");
      checks.that(
          amount.amount() > 0 && amount.amount() <= Money.MOST,
          field,
          "is more than Rp 0 and at most " + Money.rupiah(Money.MOST).text());
    }
  }

  /** The same, with nothing missing. */
  record Valid(long invoiceId, List<ValidLine> lines, long amount, String reason) {}

  /** A line with nothing missing. */
  record ValidLine(String description, long amount) {

    ValidLine(@Nullable String description, @Nullable Money amount) {
      this(Objects.requireNonNull(description), Objects.requireNonNull(amount).amount());
    }
  }
}
