package id.gerbang.billing.sla;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import id.gerbang.billing.http.Checks;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is promised of a month, and what is given back where it was not kept.
 *
 * @param percent how much of the measured time the line is up
 * @param from the first minute of a day that is measured, {@code 08:00}; null, with {@code until}:
 *     all of it
 * @param until the first one that no longer is
 * @param steps of the month's price, by how far it came below; the one of most counts
 * @param proRata instead, below {@code percent}: the share of the month's price that the line was
 *     out
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record SlaRules(
    @Nullable BigDecimal percent,
    @Nullable String from,
    @Nullable String until,
    @Nullable List<SlaStep> steps,
    @Nullable Boolean proRata) {

  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
  private static final int MOST_STEPS = 10;
  private static final int DIGITS = 3;

  /**
   * A step.
   *
   * @param below up less than so many percent
   * @param credit so many percent of the month's price
   */
  public record SlaStep(@Nullable BigDecimal below, @Nullable Integer credit) {}

  void check(Checks checks) {
    isPercent(checks, percent, "rules.percent");
    checks.that(
        (from == null) == (until == null), "rules.until", "and from are both said, or neither");
    if (from != null && until != null) {
      Optional<LocalTime> first = time(checks, from, "rules.from");
      Optional<LocalTime> last = time(checks, until, "rules.until");
      checks.that(
          first.isEmpty() || last.isEmpty() || first.get().isBefore(last.get()),
          "rules.until",
          "is later than from");
    }
    List<SlaStep> given = steps == null ? List.of() : steps;
    checks.that(given.size() <= MOST_STEPS, "rules.steps", "has at most " + MOST_STEPS);
    for (int i = 0; i < given.size(); i++) {
      isPercent(checks, given.get(i).below(), "rules.steps[" + i + "].below");
      Integer credit = given.get(i).credit();
      checks.that(
          credit != null && credit >= 1 && credit <= 100,
          "rules.steps[" + i + "].credit",
          "is from 1 to 100");
    }
    checks.that(
        !isProRata() || given.isEmpty(), "rules.proRata", "is instead of steps, not beside them");
  }

  private static void isPercent(Checks checks, @Nullable BigDecimal value, String field) {
    checks.that(
        value != null
            && value.signum() > 0
            && value.compareTo(WHOLE) <= 0
            && value.scale() <= DIGITS,
        field,
        "is more than 0 and at most 100, with up to " + DIGITS + " digits behind the point");
  }

  private static Optional<LocalTime> time(Checks checks, String text, String field) {
    try {
      return Optional.of(LocalTime.parse(text));
    } catch (DateTimeException e) {
      checks.that(false, field, "is to be a time as in 08:00");
      return Optional.empty();
    }
  }

  /** What of a month is measured. */
  Minutes measured(YearMonth month, ZoneId zone) {
    if (from == null || until == null) {
      return Month.minutes(month, zone);
    }
    Minutes measured = Minutes.NONE;
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      LocalDate date = month.atDay(day);
      measured = measured.plus(Minutes.between(at(date, from, zone), at(date, until, zone)));
    }
    return measured;
  }

  private static Instant at(LocalDate date, String time, ZoneId zone) {
    return date.atTime(LocalTime.parse(time)).atZone(zone).toInstant();
  }

  /** Whether as much was out that less was up than promised. */
  boolean broken(long out, long measured) {
    return below(Objects.requireNonNull(percent), out, measured);
  }

  /** In hundredths of the month's price; empty: its share that was out. */
  Optional<Integer> credit(long out, long measured) {
    if (isProRata()) {
      return broken(out, measured) ? Optional.empty() : Optional.of(0);
    }
    return Optional.of(
        (steps == null ? List.<SlaStep>of() : steps)
            .stream()
                .filter(step -> below(Objects.requireNonNull(step.below()), out, measured))
                .mapToInt(step -> Objects.requireNonNull(step.credit()))
                .max()
                .orElse(0));
  }

  private boolean isProRata() {
    return Boolean.TRUE.equals(proRata);
  }

  /** Exact: nobody gets a credit by a rounded percentage, or loses one. */
  private static boolean below(BigDecimal bound, long out, long measured) {
    BigDecimal up = BigDecimal.valueOf(measured - out).multiply(WHOLE);
    return up.compareTo(bound.multiply(BigDecimal.valueOf(measured))) < 0;
  }
}
