package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Checks;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On which day the periods of a subscription out of a file begin.
 *
 * @param day of the month, 1 to 31; a shorter month has its last day instead
 * @param from the first day to be billed, where no run has billed any yet; left out: as it was, or
 *     today
 */
public record BillingDayRequest(@Nullable Integer day, @Nullable LocalDate from) {

  private static final int MOST_DAYS_AWAY = 366;

  int checkedDay(LocalDate today) {
    Checks checks = new Checks();
    checks.that(day != null && day >= 1 && day <= 31, "day", "is from 1 to 31");
    checks.that(
        from == null
            || (!from.isBefore(today.minusDays(MOST_DAYS_AWAY))
                && !from.isAfter(today.plusDays(MOST_DAYS_AWAY))),
        "from",
        "is within a year of today, " + today);
    checks.done();
    return day == null ? 0 : day;
  }

  Map<String, Object> detail() {
    Map<String, Object> detail = new HashMap<>();
    detail.put("day", day);
    detail.put("from", from);
    return detail;
  }
}
