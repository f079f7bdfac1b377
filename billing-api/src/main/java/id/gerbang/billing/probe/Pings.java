package id.gerbang.billing.probe;

import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a router's {@code /ping} told, in microseconds.
 *
 * @param times of the answers, in order
 */
record Pings(int sent, List<Long> times) {

  /** {@code 12ms}, {@code 12ms345us}, {@code 345us}, {@code 1s12ms}. */
  private static final Pattern TIME =
      Pattern.compile("(?:(\\d{1,4})s)?(?:(\\d{1,6})ms)?(?:(\\d{1,3})us)?");

  Pings {
    times = List.copyOf(times);
  }

  /** A row without a time is one that got no answer, whatever its status says. */
  static Pings of(List<Row> rows) {
    List<Long> times = new ArrayList<>();
    int sent = 0;
    for (Row row : rows) {
      if (row.get("seq").isPresent()) {
        sent++;
        row.get("time").flatMap(Pings::micros).ifPresent(times::add);
      }
    }
    return new Pings(sent, times);
  }

  private static Optional<Long> micros(String text) {
    Matcher matcher = TIME.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        number(matcher.group(1)) * 1_000_000
            + number(matcher.group(2)) * 1_000
            + number(matcher.group(3)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  int lost() {
    return sent - times.size();
  }

  OptionalLong least() {
    return times.stream().mapToLong(Long::longValue).min();
  }

  OptionalLong most() {
    return times.stream().mapToLong(Long::longValue).max();
  }

  OptionalLong mean() {
    return rounded(times);
  }

  /** The mean difference of each answer to the one before; there is none of a single one. */
  OptionalLong jitter() {
    List<Long> differences = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      differences.add(Math.abs(times.get(i) - times.get(i - 1)));
    }
    return rounded(differences);
  }

  private static OptionalLong rounded(List<Long> values) {
    long count = values.size();
    return count == 0
        ? OptionalLong.empty()
        : OptionalLong.of((values.stream().mapToLong(Long::longValue).sum() + count / 2) / count);
  }
}
