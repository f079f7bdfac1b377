package id.gerbang.billing.router;

import id.gerbang.routeros.Row;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as RouterOS 6 and 7 write them. Empty: none that is known how to read. */
public final class RouterTimes {

  /** {@code 1w2d03:04:05}, {@code 1w2d3h4m5s}, {@code 300ms}. */
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d{1,6})w)?(?:(\\d{1,6})d)?"
              + "(?:(\\d{1,2}):(\\d{2}):(\\d{2})"
              + "|(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?)");

  /** Of each group of the pattern, in milliseconds. */
  private static final long[] UNITS = {
    604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 3_600_000, 60_000, 1_000, 1
  };

  /** Until 7.9 {@code nov/29/2026}. */
  private static final DateTimeFormatter OLD_DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("MMM/dd/uuuu")
          .toFormatter(Locale.ENGLISH);

  private RouterTimes() {}

  public static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    long millis = 0;
    for (int i = 0; i < UNITS.length; i++) {
      String digits = matcher.group(i + 1);
      millis += digits == null ? 0 : Long.parseLong(digits) * UNITS[i];
    }
    return Optional.of(Duration.ofMillis(millis));
  }

  /** What {@code /system/clock} says. */
  static Optional<Instant> clock(Row row) {
    try {
      String date = row.get("date").orElse("");
      LocalDate day = date.contains("/") ? LocalDate.parse(date, OLD_DATE) : LocalDate.parse(date);
      LocalTime time = LocalTime.parse(row.get("time").orElse(""));
      ZoneOffset offset = ZoneOffset.of(row.get("gmt-offset").orElse(""));
      return Optional.of(day.atTime(time).toInstant(offset));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
