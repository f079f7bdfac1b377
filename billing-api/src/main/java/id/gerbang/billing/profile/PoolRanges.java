package id.gerbang.billing.profile;

import id.gerbang.billing.pop.Ipv4;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Addresses of an {@code /ip pool}, in order, none twice: however they are written, the same ones
 * are equal. Of a network every address is meant, the first and the last too.
 */
record PoolRanges(List<Span> spans) {

  private static final long ALL = 0xffff_ffffL;

  /** From one address to another, both as numbers. */
  record Span(long first, long last) {

    String firstText() {
      return Ipv4.of(first).getHostAddress();
    }

    String lastText() {
      return Ipv4.of(last).getHostAddress();
    }

    @Override
    public String toString() {
      return first == last ? firstText() : firstText() + "-" + lastText();
    }
  }

  /** {@code 10.0.0.2-10.0.0.254,10.0.1.0/24,10.0.2.7}; empty: it is something else. */
  static Optional<PoolRanges> parse(String text) {
    List<Span> spans = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Optional<Span> span = span(part.strip());
      if (span.isEmpty()) {
        return Optional.empty();
      }
      spans.add(span.get());
    }
    spans.sort(Comparator.comparingLong(Span::first));
    List<Span> joined = new ArrayList<>();
    for (Span span : spans) {
      Span before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && span.first() <= before.last() + 1) {
        joined.set(
            joined.size() - 1, new Span(before.first(), Math.max(before.last(), span.last())));
      } else {
        joined.add(span);
      }
    }
    return Optional.of(new PoolRanges(List.copyOf(joined)));
  }

  /** As a person writes them, but for blanks around their marks, which no router reads. */
  static String withoutBlanks(String text) {
    return text.strip().replaceAll("\\s*([,-])\\s*", "$1");
  }

  private static Optional<Span> span(String part) {
    int dash = part.indexOf('-');
    int slash = part.indexOf('/');
    if (dash >= 0) {
      return number(part.substring(0, dash))
          .flatMap(first -> number(part.substring(dash + 1)).map(last -> new Span(first, last)))
          .filter(span -> span.first() <= span.last());
    }
    if (slash < 0) {
      return number(part).map(one -> new Span(one, one));
    }
    String bits = part.substring(slash + 1);
    if (!bits.matches("[12]?\\d|3[0-2]")) {
      return Optional.empty();
    }
    long hosts = ALL >> Integer.parseInt(bits);
    return number(part.substring(0, slash))
        .map(address -> new Span(address & ~hosts, address | hosts));
  }

  private static Optional<Long> number(String address) {
    return Ipv4.parse(address).map(Ipv4::number);
  }

  long size() {
    return spans.stream().mapToLong(span -> span.last() - span.first() + 1).sum();
  }

  /** As RouterOS reads it. */
  String text() {
    return String.join(",", spans.stream().map(Span::toString).toList());
  }

  /** How it is compared: what nobody can read is only like itself, and nothing is empty. */
  static String normal(String text) {
    return text.isEmpty() ? "" : parse(text).map(PoolRanges::text).orElse(text);
  }
}
