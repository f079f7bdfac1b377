package id.gerbang.billing.condition;

import id.gerbang.billing.condition.Terminal.Line;
import id.gerbang.billing.condition.Told.Ping;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code /ping} printed: its last summary, or else its lines counted. */
final class PingReader {

  /** Behind the menu that one is in, if any, and before what has a name. */
  private static final Pattern COMMAND = Pattern.compile("(?:|.*[ /])ping(\\s.*)");

  private static final Pattern TARGET =
      Pattern.compile("\\s(?:address=)?\"?([\\w.:-]+)\"?(?=\\s|$)");
  private static final Pattern SUMMARY =
      Pattern.compile("\\bsent=(\\d{1,9})\\s+received=(\\d{1,9})(.*)");
  private static final Pattern ANSWERED =
      Pattern.compile("^\\s*\\d+\\s+(\\S+)\\s+\\d+\\s+\\d+\\s+(\\d[\\w]*s)\\b.*");
  private static final Pattern LOST =
      Pattern.compile(
          "^\\s*\\d+\\s+(?:\\S+\\s+)?(?:\\d+\\s+\\d+\\s+)?(?:\\d\\w*s\\s+)?"
              + "(?:timeout|.*unreachable|no route to host|TTL exceeded)\\s*$");
  private static final Pattern UNRESOLVED =
      Pattern.compile(
          "(?i).*(?:dns name does not exist|could not get answer from dns|while resolving ip"
              + " address|invalid value for argument address|dns server failure|bad address).*");
  private static final Pattern TIME =
      Pattern.compile("(?:(\\d{1,4})s)?(?:(\\d{1,6})ms)?(?:(\\d{1,3})us)?");

  private final List<Line> lines;
  private @Nullable String target;
  private boolean unresolved;
  private int lost;
  private final List<BigDecimal> times = new ArrayList<>();
  private @Nullable Matcher summary;

  private PingReader(List<Line> lines) {
    this.lines = lines;
  }

  /** Empty: nobody pinged. */
  static Optional<Ping> read(List<Line> lines) {
    PingReader reader = new PingReader(lines);
    reader.lines.forEach(reader::line);
    return reader.ping();
  }

  private void line(Line line) {
    Matcher command = COMMAND.matcher(line.command());
    if (command.matches()) {
      Matcher named = TARGET.matcher(command.group(1));
      target = named.find() ? named.group(1) : null;
    }
    Matcher sum = SUMMARY.matcher(line.text());
    Matcher answered = ANSWERED.matcher(line.text());
    if (sum.find()) {
      summary = sum;
    } else if (LOST.matcher(line.text()).matches()) {
      lost++;
    } else if (answered.matches() && millis(answered.group(2)).isPresent()) {
      times.add(millis(answered.group(2)).orElseThrow());
      target = target == null ? answered.group(1) : target;
    } else if (UNRESOLVED.matcher(line.text()).matches()) {
      unresolved = true;
    }
  }

  private Optional<Ping> ping() {
    Matcher sum = summary;
    if (sum != null) {
      String rest = sum.group(3);
      return Optional.of(
          new Ping(
              target,
              true,
              Integer.parseInt(sum.group(1)),
              Integer.parseInt(sum.group(2)),
              rtt(rest, "min"),
              rtt(rest, "avg"),
              rtt(rest, "max")));
    }
    int received = times.size();
    if (received + lost > 0) {
      return Optional.of(
          new Ping(
              target,
              true,
              received + lost,
              received,
              times.stream().min(BigDecimal::compareTo).orElse(null),
              received == 0
                  ? null
                  : times.stream()
                      .reduce(BigDecimal.ZERO, BigDecimal::add)
                      .divide(BigDecimal.valueOf(received), 3, RoundingMode.HALF_UP),
              times.stream().max(BigDecimal::compareTo).orElse(null)));
    }
    return unresolved
        ? Optional.of(new Ping(target, false, 0, 0, null, null, null))
        : Optional.empty();
  }

  private static @Nullable BigDecimal rtt(String summary, String which) {
    Matcher matcher = Pattern.compile(which + "-rtt=(\\S+)").matcher(summary);
    return matcher.find() ? millis(matcher.group(1)).orElse(null) : null;
  }

  private static Optional<BigDecimal> millis(String text) {
    Matcher matcher = TIME.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    long micros =
        number(matcher.group(1)) * 1_000_000
            + number(matcher.group(2)) * 1_000
            + number(matcher.group(3));
    return Optional.of(BigDecimal.valueOf(micros, 3));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
