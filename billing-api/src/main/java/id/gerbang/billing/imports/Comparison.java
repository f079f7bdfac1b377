package id.gerbang.billing.imports;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.imports.ComparisonView.Difference;
import id.gerbang.billing.imports.ImportDao.AnsweredElsewhere;
import id.gerbang.billing.plan.RateLimitFields;
import id.gerbang.billing.subscription.Preview;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Our answer beside another system's, attribute by attribute. */
final class Comparison {

  private static final String RATE = "mikrotik-rate-limit";
  private static final String TIMEOUT = "session-timeout";

  private static final Map<String, String> WHY_HERE_ALONE =
      Map.of(
          "service-type",
          "said here of every PPP session, which routers take for granted",
          "framed-protocol",
          "said here of every PPP session, which routers take for granted",
          "acct-interim-interval",
          "how often a router tells what is used",
          "mikrotik-address-list",
          "the plan's list, by which the router knows who is active",
          TIMEOUT,
          "the end of what is paid");

  private Comparison() {}

  static ComparisonView of(AnsweredElsewhere row, Preview here, Elsewhere there) {
    Instant end = there.until();
    boolean accepted = end == null || end.isAfter(here.at());
    boolean acceptedHere = here.answer().equals("accept");
    List<Difference> differences = accepted && acceptedHere ? differences(here, there) : List.of();
    return new ComparisonView(
        row.row(),
        row.username(),
        row.subscriptionId(),
        here.answer(),
        here.reason(),
        here.words(),
        accepted ? "accept" : "reject",
        accepted == acceptedHere && differences.isEmpty(),
        differences);
  }

  private static List<Difference> differences(Preview here, Elsewhere there) {
    SortedMap<String, Said> said = new TreeMap<>();
    here.attributes().forEach(it -> said(said, it.name()).here.add(it.value()));
    for (AttributeField it : there.attributes()) {
      said(said, String.valueOf(it.name())).there.add(String.valueOf(it.value()));
    }
    if (there.until() != null) {
      said(said, "Session-Timeout")
          .there
          .add(Long.toString(Duration.between(here.at(), there.until()).toSeconds()));
    }
    List<Difference> differences = new ArrayList<>();
    said.forEach(
        (key, one) -> {
          if (!plain(key, one.here).equals(plain(key, one.there))) {
            differences.add(
                new Difference(
                    one.name, List.copyOf(one.here), List.copyOf(one.there), why(key, one)));
          }
        });
    return differences;
  }

  /** What both say of an attribute. */
  private static final class Said {
    final String name;
    final List<String> here = new ArrayList<>();
    final List<String> there = new ArrayList<>();

    Said(String name) {
      this.name = name;
    }
  }

  private static Said said(Map<String, Said> all, String name) {
    return all.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new Said(name));
  }

  private static @Nullable String why(String key, Said said) {
    if (said.there.isEmpty()) {
      return WHY_HERE_ALONE.get(key);
    }
    return said.here.isEmpty() ? "was not carried, or is set by nobody here" : null;
  }

  /** The same rate may be written in many ways, and the order of values says nothing. */
  private static List<String> plain(String key, List<String> values) {
    return values.stream().map(it -> key.equals(RATE) ? rate(it) : it).sorted().toList();
  }

  private static String rate(String written) {
    try {
      return RateLimitFields.of(written).text();
    } catch (IllegalArgumentException e) {
      return written;
    }
  }
}
