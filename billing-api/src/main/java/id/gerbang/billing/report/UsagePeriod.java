package id.gerbang.billing.report;

import id.gerbang.billing.http.Problem;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** What a question about use is cut into. */
enum UsagePeriod {
  DAY("day", 31, 366),
  MONTH("month", 366, 3_660);

  private final String word;
  private final int daysOfEverybody;
  private final int daysOfOne;

  UsagePeriod(String word, int daysOfEverybody, int daysOfOne) {
    this.word = word;
    this.daysOfEverybody = daysOfEverybody;
    this.daysOfOne = daysOfOne;
  }

  static UsagePeriod of(String word) {
    for (UsagePeriod period : values()) {
      if (period.word.equals(word)) {
        return period;
      }
    }
    throw Problem.unprocessable("period", "is day or month");
  }

  String word() {
    return word;
  }

  /** Months are whole ones. */
  LocalDate first(LocalDate from) {
    return this == MONTH ? from.withDayOfMonth(1) : from;
  }

  LocalDate last(LocalDate to) {
    return this == MONTH ? to.with(TemporalAdjusters.lastDayOfMonth()) : to;
  }

  /** What a database can be asked in one go. */
  void check(LocalDate first, LocalDate last, boolean everybody) {
    int longest = everybody ? daysOfEverybody : daysOfOne;
    if (last.isBefore(first)) {
      throw Problem.unprocessable("to", "is before from");
    }
    if (ChronoUnit.DAYS.between(first, last) >= longest) {
      throw Problem.unprocessable("from", "is more than " + longest + " days before to");
    }
  }
}
