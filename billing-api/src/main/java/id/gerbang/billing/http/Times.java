package id.gerbang.billing.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times and days in query parameters: RFC 3339, times in UTC, days of the ISP's calendar. */
public final class Times {

  private static final DateTimeFormatter DAY =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Times() {}

  public static Optional<Instant> parse(@Nullable String text, String parameter) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(parameter, "is to be a time as in 2026-11-22T10:00:00Z");
    }
  }

  public static Optional<LocalDate> day(@Nullable String text, String parameter) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      // Four digits of a year: what is reckoned from it stays within what the database can keep.
      return Optional.of(DAY.parse(text, LocalDate::from));
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(parameter, "is to be a day as in 2026-11-22");
    }
  }
}
