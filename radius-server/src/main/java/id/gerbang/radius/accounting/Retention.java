package id.gerbang.radius.accounting;

import java.time.LocalDate;

/**
 * How many months are kept, beside the one that goes on; 0: for ever.
 *
 * @param accessEvents what was answered, and why
 * @param sessions past sessions: who had which address
 * @param usageDetail each session's counters by day; what a subscription used by day stays for ever
 */
public record Retention(int accessEvents, int sessions, int usageDetail) {

  public static final Retention DEFAULT = new Retention(12, 24, 24);

  /** The first day that is kept; long before anything where all is. */
  static LocalDate firstKept(int months, LocalDate today) {
    return months == 0 ? LocalDate.EPOCH : today.withDayOfMonth(1).minusMonths(months);
  }
}
