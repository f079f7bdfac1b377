package id.gerbang.billing.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of minutes, each in it once however often it is put there. A time counts by the minute that
 * it is in, so that what is parted at midnight sums to the whole.
 *
 * @param spans apart from each other and in order
 */
record Minutes(List<Span> spans) {

  static final Minutes NONE = new Minutes(List.of());

  /** From one minute up to another, which is not in it, both since the epoch. */
  record Span(long from, long until) {}

  Minutes {
    spans = List.copyOf(spans);
  }

  static Minutes between(Instant from, Instant until) {
    return of(minute(from), minute(until));
  }

  private static Minutes of(long from, long until) {
    return from < until ? new Minutes(List.of(new Span(from, until))) : NONE;
  }

  Minutes plus(Minutes others) {
    List<Span> all = new ArrayList<>(spans);
    all.addAll(others.spans);
    all.sort(Comparator.comparing(Span::from));
    List<Span> merged = new ArrayList<>();
    for (Span span : all) {
      int last = merged.size() - 1;
      if (last >= 0 && span.from() <= merged.get(last).until()) {
        Span before = merged.get(last);
        merged.set(last, new Span(before.from(), Math.max(before.until(), span.until())));
      } else {
        merged.add(span);
      }
    }
    return new Minutes(merged);
  }

  Minutes without(Minutes others) {
    List<Span> left = spans;
    for (Span taken : others.spans) {
      List<Span> rest = new ArrayList<>();
      for (Span span : left) {
        rest.addAll(of(span.from(), Math.min(span.until(), taken.from())).spans);
        rest.addAll(of(Math.max(span.from(), taken.until()), span.until()).spans);
      }
      left = rest;
    }
    return new Minutes(left);
  }

  Minutes within(Minutes others) {
    return without(without(others));
  }

  long count() {
    return spans.stream().mapToLong(span -> span.until() - span.from()).sum();
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  private static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60);
  }
}
