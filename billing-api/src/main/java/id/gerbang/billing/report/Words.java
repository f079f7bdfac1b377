package id.gerbang.billing.report;

import id.gerbang.billing.wording.Bundles;
import id.gerbang.billing.wording.ZoneName;
import id.gerbang.core.access.Reason;
import id.gerbang.core.plan.RateLimit;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Facts in the words of one language, at the clock of the ISP's zone. */
final class Words {

  private static final Pattern WIRE_RATE = Pattern.compile("(\\d+)([kM]?)/(\\d+)([kM]?)(?: .*)?");
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private final Locale language;
  private final ZoneId zone;
  private final ResourceBundle bundle;
  private final DateTimeFormatter moment;
  private final DateTimeFormatter day;
  private final DecimalFormat number;

  Words(Locale language, ZoneId zone) {
    this.language = language;
    this.zone = zone;
    this.bundle = Bundles.of("id.gerbang.billing.report.explanation", language);
    this.day = DateTimeFormatter.ofPattern("d MMM uuuu", language);
    this.moment = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss ", language).withZone(zone);
    this.number = new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(language));
  }

  /** The sentence of that name; what others typed appears in it as plain text. */
  String say(String key, Object... values) {
    Object[] plain =
        Arrays.stream(values)
            .map(value -> value instanceof String text ? plain(text) : value)
            .toArray();
    return new MessageFormat(bundle.getString(key), language).format(plain);
  }

  /** The word for a value of an open list; where there is none, the value itself. */
  String orItself(String prefix, String value) {
    String key = prefix + value;
    return bundle.containsKey(key) ? bundle.getString(key) : plain(value);
  }

  /** A reason by its name, also one that this version does not know. */
  String reason(String name) {
    for (Reason reason : Reason.values()) {
      if (reason.name().equals(name)) {
        return reason.words(language);
      }
    }
    return plain(name);
  }

  String reason(Reason reason) {
    return reason.words(language);
  }

  String moment(Instant instant) {
    return moment.format(instant) + ZoneName.of(zone, instant);
  }

  String day(LocalDate date) {
    return day.format(date);
  }

  /** The day that this instant is in the ISP's zone. */
  LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, zone);
  }

  /** Days and hours, or hours and minutes: two units tell enough. */
  String duration(Duration duration) {
    long days = duration.toDays();
    int hours = duration.toHoursPart();
    int minutes = duration.toMinutesPart();
    if (days > 0) {
      return days(days) + (hours > 0 ? " " + say("duration.hours", hours) : "");
    }
    if (hours > 0) {
      return say("duration.hours", hours)
          + (minutes > 0 ? " " + say("duration.minutes", minutes) : "");
    }
    return minutes > 0 ? say("duration.minutes", minutes) : say("duration.moment");
  }

  String days(long days) {
    return say("duration.days", days);
  }

  /** {@code P1M} as "month", {@code P30D} as "30 days". */
  String period(String iso) {
    Period period = Period.parse(iso);
    return period.getMonths() > 0
        ? say("period.M", period.getMonths())
        : say("period.D", period.getDays());
  }

  String rate(Optional<RateLimit> rate) {
    return rate.map(limit -> rate(limit.rate().download(), limit.rate().upload()))
        .orElseGet(() -> say("rate.none"));
  }

  /** A rate in the words of Mikrotik-Rate-Limit, where the upload stands first. */
  String wireRate(Optional<String> text) {
    if (text.isEmpty()) {
      return say("rate.none");
    }
    Matcher matcher = WIRE_RATE.matcher(text.get());
    return matcher.matches()
        ? rate(bits(matcher.group(3), matcher.group(4)), bits(matcher.group(1), matcher.group(2)))
        : plain(text.get());
  }

  private String rate(long download, long upload) {
    return say("rate", bitRate(download), bitRate(upload));
  }

  private String bitRate(long bits) {
    return bits >= 1_000_000
        ? number.format(bits / 1_000_000.0) + " Mbit/s"
        : number.format(bits / 1_000.0) + " kbit/s";
  }

  private static long bits(String digits, String unit) {
    long value = Long.parseLong(digits);
    return switch (unit) {
      case "M" -> value * 1_000_000;
      case "k" -> value * 1_000;
      default -> value;
    };
  }

  String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return number.format(value) + " " + BYTE_UNITS[unit];
  }

  /** Control and direction characters would let a username write over the reader's screen. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                plain.append(String.format(Locale.ROOT, "\\x%02X", c));
              } else {
                plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }
}
