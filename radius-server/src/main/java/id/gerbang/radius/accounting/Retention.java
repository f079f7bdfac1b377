package id.gerbang.radius.accounting;

import java.time.LocalDate;
import java.util.List;

/**
 * How many months are kept, beside the one that goes on; 0: for ever. A month counts where anything
 * was recorded in it: by the calendar alone a clock that is years ahead would have all forgotten.
 *
 * @param accessEvents what was answered, and why
 * @param sessions past sessions: who had which address
 * @param usageDetail each session's counters by day; what a subscription used by day stays for ever
 */
public record Retention(int accessEvents, int sessions, int usageDetail) {

  public static final Retention DEFAULT = new Retention(12, 24, 24);

  /**
   * Whether the month before this one has records, as it does by a clock that is right, unless this
   * was off.
   *
   * @param recorded first days of the months before this one that have records, the latest first
   */
  static boolean goesOn(List<LocalDate> recorded, LocalDate today) {
    return !recorded.isEmpty() && recorded.get(0).equals(today.withDayOfMonth(1).minusMonths(1));
  }

  /** The first day that is kept; long before anything where all is. */
  static LocalDate firstKept(int months, List<LocalDate> recorded) {
    return months == 0 || recorded.size() < months ? LocalDate.EPOCH : recorded.get(months - 1);
  }
}
