package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Checks;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an overdue run is asked to do.
 *
 * @param date of a rehearsal: today or later
 * @param dryRun whether it only tells what it would do
 */
public record AskOverdueRun(@Nullable LocalDate date, @Nullable Boolean dryRun) {

  private static final int MOST_DAYS_AHEAD = 62;

  LocalDate checkedDate(LocalDate today) {
    Checks checks = new Checks();
    LocalDate last = isRehearsal() ? today.plusDays(MOST_DAYS_AHEAD) : today;
    checks.that(date != null, "date", "is missing");
    checks.that(
        date == null || (!date.isBefore(today) && !date.isAfter(last)),
        "date",
        isRehearsal()
            ? "is at most " + MOST_DAYS_AHEAD + " days ahead of today, " + today
            : "is today, " + today + ": another day is only rehearsed");
    checks.done();
    return Objects.requireNonNull(date);
  }

  boolean isRehearsal() {
    return Boolean.TRUE.equals(dryRun);
  }
}
