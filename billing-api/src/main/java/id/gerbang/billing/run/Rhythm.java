package id.gerbang.billing.run;

import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How a subscription's time falls into periods. Months begin on the billing day, or on the last day
 * of a month that lacks it; the day itself stays: after 28 February comes 31 March. What begins on
 * another day is a bridge up to the next billing day, for its share of a whole period. Days are
 * counted from wherever the last period ended.
 *
 * @param length as {@code P1M} or {@code P30D}
 * @param billingDay 1 to 31
 */
public record Rhythm(Period length, int billingDay) {

  public Rhythm {
    boolean months = length.getDays() == 0 && length.toTotalMonths() > 0;
    boolean days = length.toTotalMonths() == 0 && length.getDays() > 0;
    if (!months && !days) {
      throw new IllegalArgumentException("a period is of months or of days, not " + length);
    }
    if (billingDay < 1 || billingDay > 31) {
      throw new IllegalArgumentException("a billing day is from 1 to 31, not " + billingDay);
    }
  }

  /**
   * What is to be paid for once.
   *
   * @param ends the first day after it
   */
  public record Charge(LocalDate starts, LocalDate ends, long amount) {}

  /**
   * The period that begins on a day that is not billed yet.
   *
   * @param price of a whole period, in rupiah
   * @param ended the day on which the subscription ended, after {@code starts}: what lies beyond is
   *     not charged
   */
  public Charge charge(LocalDate starts, long price, Optional<LocalDate> ended) {
    LocalDate whole = length.getDays() > 0 ? starts : lastBillingDay(starts);
    LocalDate wholeEnds = wholeEnds(whole);
    LocalDate ends = whole.equals(starts) ? wholeEnds : nextBillingDay(whole);
    LocalDate last = ended.filter(ends::isAfter).orElse(ends);
    return new Charge(starts, last, part(price, whole, wholeEnds, starts, last));
  }

  /** What days cost, one period after the other. */
  public long amount(LocalDate from, LocalDate to, long price) {
    long sum = 0;
    for (LocalDate day = from; day.isBefore(to); ) {
      Charge charge = charge(day, price, Optional.of(to));
      sum = Math.addExact(sum, charge.amount());
      day = charge.ends();
    }
    return sum;
  }

  private LocalDate wholeEnds(LocalDate whole) {
    return length.getDays() > 0
        ? whole.plus(length)
        : billingDayOf(YearMonth.from(whole).plusMonths(length.toTotalMonths()));
  }

  private LocalDate nextBillingDay(LocalDate billingDay) {
    return billingDayOf(YearMonth.from(billingDay).plusMonths(1));
  }

  /**
   * The share of a price that falls on some of its days. Each bound is rounded down by itself, so
   * that the parts of a whole sum to its price, however it is divided.
   *
   * @param from the first of the days
   * @param to the day after the last
   */
  public static long part(
      long price, LocalDate whole, LocalDate wholeEnds, LocalDate from, LocalDate to) {
    long days = ChronoUnit.DAYS.between(whole, wholeEnds);
    return upTo(price, ChronoUnit.DAYS.between(whole, to), days)
        - upTo(price, ChronoUnit.DAYS.between(whole, from), days);
  }

  private static long upTo(long price, long day, long days) {
    return Math.multiplyExact(price, day) / days;
  }

  /** That day itself, if it is one. */
  private LocalDate lastBillingDay(LocalDate day) {
    LocalDate ofMonth = billingDayOf(YearMonth.from(day));
    return ofMonth.isAfter(day) ? billingDayOf(YearMonth.from(day).minusMonths(1)) : ofMonth;
  }

  private LocalDate billingDayOf(YearMonth month) {
    return month.atDay(Math.min(billingDay, month.lengthOfMonth()));
  }
}
