package id.gerbang.billing.run;

import id.gerbang.billing.http.Checks;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a billing run is asked to do.
 *
 * @param date up to which everything is to be billed that begins until then
 * @param customerId of one customer alone
 * @param dryRun whether it only tells what it would do
 */
public record AskBillingRun(
    @Nullable LocalDate date, @Nullable Long customerId, @Nullable Boolean dryRun) {

  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

  /** A date that was mistyped is not to bill years ahead. */
  private static final int MOST_DAYS_AHEAD = 31;

  LocalDate checkedDate(LocalDate today) {
    Checks checks = new Checks();
    checks.that(date != null, "date", "is missing");
    checks.that(
        date == null
            || (!date.isBefore(EARLIEST) && !date.isAfter(today.plusDays(MOST_DAYS_AHEAD))),
        "date",
        "is at most " + MOST_DAYS_AHEAD + " days ahead of today, " + today);
    checks.done();
    return Objects.requireNonNull(date);
  }

  boolean isRehearsal() {
    return Boolean.TRUE.equals(dryRun);
  }
}
