package id.gerbang.billing.invoice;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice is to say.
 *
 * @param subscriptionId null: it concerns all of the customer's
 * @param dueDate the last day on which it is paid in time, in the ISP's zone
 */
public record CreateInvoice(
    @Nullable Long customerId,
    @Nullable Long subscriptionId,
    @Nullable List<Line> lines,
    @Nullable LocalDate dueDate,
    @Nullable String externalId) {

  private static final int MOST_LINES = 200;
  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);

  /**
   * What is charged, or given as a discount where the amount is negative.
   *
   * @param kind null: {@code discount} below 0, otherwise {@code one_off}
   */
  public record Line(@Nullable String kind, @Nullable String description, @Nullable Money amount) {

    public Line(@Nullable String description, @Nullable Money amount) {
      this(null, description, amount);
    }
  }

  /** Refuses what no invoice may say. */
  Valid checked() {
    Checks checks = new Checks();
    checks.that(customerId != null, "customerId", "is missing");
    checks.that(dueDate != null, "dueDate", "is missing");
    checks.that(
        dueDate == null || (dueDate.isAfter(EARLIEST) && dueDate.isBefore(LATEST)),
        "dueDate",
        "is a day of this century");
    checks.optionalText(externalId, "externalId", 200);
    List<Line> given = lines == null ? List.of() : lines;
    if (checks.that(
        !given.isEmpty() && given.size() <= MOST_LINES,
        "lines",
        "has 1 to " + MOST_LINES + " lines")) {
      for (int i = 0; i < given.size(); i++) {
        check(checks, given.get(i), "lines[" + i + "].");
      }
    }
    checks.done();
    List<ValidLine> valid = given.stream().map(CreateInvoice::valid).toList();
    long total = valid.stream().mapToLong(ValidLine::amount).reduce(0, Math::addExact);
    checks.that(
        total > 0 && total <= Money.MOST,
        "lines",
        "sum to " + Money.rupiah(total).text() + "; an invoice is about more than Rp 0");
    long deposits =
        valid.stream()
            .filter(line -> line.kind() == LineKind.DEPOSIT)
            .mapToLong(ValidLine::amount)
            .reduce(0, Math::addExact);
    checks.that(
        deposits <= Math.max(0, total),
        "lines",
        "sum to less than their deposits: a discount takes nothing off what is held for the customer");
    checks.done();
    return new Valid(
        Objects.requireNonNull(customerId), Objects.requireNonNull(dueDate), valid, total);
  }

  private static void check(Checks checks, Line line, String path) {
    checks.text(line.description(), path + "description", 500);
    Money amount = line.amount();
    if (amount == null) {
      checks.that(false, path + "amount", "is missing");
      return;
    }
    checks.that(amount.currency().equals(Money.RUPIAH), path + "amount", "is in IDR");
    checks.that(
        Math.abs(amount.amount()) <= Money.MOST,
        path + "amount",
        "is at most " + Money.rupiah(Money.MOST).text());
    String kind = line.kind();
    if (kind == null) {
      return;
    }
    Optional<LineKind> known = LineKind.find(kind).filter(one -> one != LineKind.TAX);
    if (checks.that(
        known.isPresent(),
        path + "kind",
        "is recurring, prorated, one_off, addon, discount, late_fee or deposit")) {
      boolean discount = known.get() == LineKind.DISCOUNT;
      checks.that(
          discount == amount.amount() < 0,
          path + "amount",
          discount ? "of a discount is below 0" : "is below 0 only of a discount");
    }
  }

  private static ValidLine valid(Line line) {
    String kind = line.kind();
    long amount = Objects.requireNonNull(line.amount()).amount();
    return new ValidLine(
        kind == null ? (amount < 0 ? LineKind.DISCOUNT : LineKind.ONE_OFF) : LineKind.of(kind),
        Objects.requireNonNull(line.description()),
        amount);
  }

  /** The same, with nothing missing. */
  record Valid(long customerId, LocalDate dueDate, List<ValidLine> lines, long total) {}

  /** A line with nothing missing. */
  public record ValidLine(LineKind kind, String description, long amount) {}
}
