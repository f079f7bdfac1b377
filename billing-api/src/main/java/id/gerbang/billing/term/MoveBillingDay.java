package id.gerbang.billing.term;

import id.gerbang.billing.http.Checks;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * On which day a subscription's periods begin from now on.
 *
 * @param day of the month, 1 to 31; a shorter month has its last day instead
 * @param from the first day to be billed, where no run has billed any yet; left out: as it was, or
 *     today
 * @param reason needed where {@code from} gives days away
 */
public record MoveBillingDay(
    @Nullable Integer day,
    @Nullable LocalDate from,
    @Nullable String reason,
    @Nullable Boolean dryRun) {

  private static final int MOST_DAYS_BACK = 366;

  int checkedDay(LocalDate today) {
    Checks checks = new Checks();
    checks.that(day != null && day >= 1 && day <= 31, "day", "is from 1 to 31");
    checks.that(
        from == null || !from.isBefore(today.minusDays(MOST_DAYS_BACK)),
        "from",
        "is more than a year back");
    checks.optionalText(reason, "reason", 500);
    checks.done();
    return day == null ? 0 : day;
  }
}
