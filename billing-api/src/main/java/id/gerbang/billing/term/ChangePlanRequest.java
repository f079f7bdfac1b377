package id.gerbang.billing.term;

import id.gerbang.billing.http.Checks;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Another plan, or the same at its present price; postpaid instead of prepaid, or the reverse.
 *
 * @param planId left out where only {@code billing} changes: the plan stays at the price it has
 * @param billing left out: as it is
 * @param when {@code now}, {@code periodEnd}, or a day
 */
public record ChangePlanRequest(
    @Nullable Long planId,
    @Nullable String when,
    @Nullable String reason,
    @Nullable Boolean dryRun,
    @Nullable String billing) {

  static final String PERIOD_END = "periodEnd";

  private static final int MOST_YEARS_AWAY = 2;

  Optional<Long> checkedPlan() {
    Checks checks = new Checks();
    checks.that(planId != null || billing != null, "planId", "is missing");
    checks.that(
        billing == null || Set.of("prepaid", "postpaid").contains(billing),
        "billing",
        "is one of prepaid, postpaid");
    checks.that(billing == null || now(), "when", "is now where billing changes");
    checks.optionalText(reason, "reason", 500);
    checks.done();
    return Optional.ofNullable(planId);
  }

  /** Prepaid or postpaid, where that is another than it was. */
  Optional<String> otherBilling(String before) {
    return Optional.ofNullable(billing).filter(it -> !it.equals(before));
  }

  boolean now() {
    return when == null || when.equals("now");
  }

  /**
   * The day that it says; empty: where the period ends.
   *
   * @param field what it is called in errors
   */
  Optional<LocalDate> day(LocalDate today, String field) {
    if (PERIOD_END.equals(when)) {
      return Optional.empty();
    }
    Checks checks = new Checks();
    try {
      LocalDate day = LocalDate.parse(String.valueOf(when));
      checks.that(day.isAfter(today), field, "is past");
      checks.that(day.isBefore(today.plusYears(MOST_YEARS_AWAY)), field, "is years away");
      checks.done();
      return Optional.of(day);
    } catch (DateTimeParseException e) {
      checks.that(false, field, "is now, periodEnd, or a day such as 2026-12-01");
      checks.done();
      return Optional.empty();
    }
  }
}
