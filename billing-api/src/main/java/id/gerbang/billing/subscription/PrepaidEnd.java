package id.gerbang.billing.subscription;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Up to when prepaid time is good. Months end on one day of the month, which shorter ones lack and
 * longer ones have again: two renewals by a month end where one by two months does.
 *
 * @param day of the month, where the end's month lacks it; null: the end's own
 */
public record PrepaidEnd(Instant end, @Nullable Integer day) {

  /**
   * @param from the end that it had, or when it begins
   * @param day that was noted with that end
   */
  public static PrepaidEnd after(Instant from, @Nullable Integer day, Period length, ZoneId zone) {
    ZonedDateTime begins = from.atZone(zone);
    if (length.toTotalMonths() == 0) {
      return new PrepaidEnd(begins.plus(length).toInstant(), null);
    }
    LocalDate first = begins.toLocalDate();
    int own = first.getDayOfMonth();
    int kept = day != null && own == first.lengthOfMonth() ? Math.max(day, own) : own;
    LocalDate month = first.withDayOfMonth(1).plusMonths(length.toTotalMonths());
    int last = Math.min(kept, month.lengthOfMonth());
    return new PrepaidEnd(
        begins.with(month.withDayOfMonth(last)).toInstant(), last < kept ? kept : null);
  }

  /** An end that it goes back to, with the day of the month that the later one had. */
  public static PrepaidEnd before(Instant later, @Nullable Integer day, Instant end, ZoneId zone) {
    LocalDate last = LocalDate.ofInstant(end, zone);
    int kept = day == null ? LocalDate.ofInstant(later, zone).getDayOfMonth() : day;
    boolean lacks = last.getDayOfMonth() == last.lengthOfMonth() && kept > last.getDayOfMonth();
    return new PrepaidEnd(end, lacks ? kept : null);
  }
}
