package id.gerbang.billing.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days as they stand in spreadsheets. */
final class WrittenDay {

  static final String EXPECTED = "is to be a day as in 2026-12-31 or 31/12/2026";

  private static final Pattern YEAR_FIRST =
      Pattern.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})( 00:00(:00)?)?");
  private static final Pattern DAY_FIRST =
      Pattern.compile("([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})( 00:00(:00)?)?");

  /** Day 0 of spreadsheets, with their 29 February 1900 that never was. */
  private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

  /** A number of days in this century, with or without a time of day. */
  private static final Pattern EXCELS = Pattern.compile("([3-7][0-9]{4})(\\.[0-9]+)?");

  private WrittenDay() {}

  static Optional<LocalDate> day(String written) {
    Matcher excels = EXCELS.matcher(written);
    if (excels.matches()) {
      return Optional.of(DAY_ZERO.plusDays(Long.parseLong(excels.group(1))));
    }
    Matcher yearFirst = YEAR_FIRST.matcher(written);
    if (yearFirst.matches()) {
      return of(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3));
    }
    Matcher dayFirst = DAY_FIRST.matcher(written);
    return dayFirst.matches()
        ? of(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1))
        : Optional.empty();
  }

  static Optional<Instant> instant(String written) {
    try {
      return Optional.of(Instant.parse(written));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> of(String year, String month, String day) {
    try {
      return Optional.of(
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
