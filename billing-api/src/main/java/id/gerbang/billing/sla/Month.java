package id.gerbang.billing.sla;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Months of the ISP's calendar. */
final class Month {

  private Month() {}

  static Instant begin(YearMonth month, ZoneId zone) {
    return month.atDay(1).atStartOfDay(zone).toInstant();
  }

  static Instant end(YearMonth month, ZoneId zone) {
    return begin(month.plusMonths(1), zone);
  }

  static Minutes minutes(YearMonth month, ZoneId zone) {
    return Minutes.between(begin(month, zone), end(month, zone));
  }

  /** Those that a time from one instant to another is in. */
  static List<YearMonth> of(Instant from, Instant until, ZoneId zone) {
    YearMonth first = YearMonth.from(from.atZone(zone));
    YearMonth last = YearMonth.from(until.atZone(zone));
    return Stream.iterate(first, month -> !month.isAfter(last), month -> month.plusMonths(1))
        .toList();
  }
}
