package id.gerbang.billing.moving;

import id.gerbang.billing.moving.Account.Term;
import id.gerbang.routeros.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a user of User Manager 7 has bought.
 *
 * @param zone of the router's clock
 * @param live told over the API, with states
 */
record Bought(List<Row> rows, ZoneId zone, boolean live) {

  static String profile(Row assigned) {
    return assigned.get("profile").orElse("");
  }

  /**
   * The one that counts, else the next that will, else the last that did; by an export the last.
   */
  Optional<Row> current() {
    return rows.stream()
        .filter(it -> it.get("state").orElse("").equals("running-active"))
        .findFirst()
        .or(() -> ready().stream().findFirst())
        .or(() -> rows.stream().reduce((one, next) -> isEarlier(next, one) ? one : next));
  }

  private boolean isEarlier(Row one, Row other) {
    return end(one).orElse(Instant.MIN).isBefore(end(other).orElse(Instant.MIN));
  }

  /** What is bought and not begun. */
  private List<Row> ready() {
    return rows.stream()
        .filter(it -> List.of("running", "waiting").contains(it.get("state").orElse("")))
        .toList();
  }

  Optional<Instant> end(Row assigned) {
    return Written.time(assigned, "end-time", zone);
  }

  /** Until when it lasts, with what is to be noted. */
  Term term(Optional<Row> current, Optional<Row> profile, List<String> notes) {
    Optional<Duration> validity = profile.flatMap(it -> Written.duration(it, "validity"));
    if (current.isEmpty() || profile.isEmpty() || validity.isEmpty()) {
      return new Term.Open();
    }
    Row counts = current.get();
    List<Row> more = new ArrayList<>(ready());
    boolean begun = !more.remove(counts);
    long same = more.stream().filter(it -> profile(it).equals(profile(counts))).count();
    more.stream()
        .filter(it -> !profile(it).equals(profile(counts)))
        .forEach(
            it ->
                notes.add(
                    "has bought %s too, which did not begin: not carried".formatted(profile(it))));
    Optional<Instant> end = end(counts);
    if (end.isPresent()) {
      if (same > 0) {
        notes.add("has bought %s %d times more: its end is later".formatted(profile(counts), same));
      }
      return new Term.Until(end.get().plus(validity.get().multipliedBy(same)));
    }
    boolean fromFirst = profile.get().get("starts-when").orElse("assigned").equals("first-auth");
    if (live && !begun && fromFirst) {
      if (same > 0) {
        notes.add("has bought %s %d times more: not carried".formatted(profile(counts), same));
      }
      return new Term.FromFirstLogin();
    }
    return new Term.Unknown();
  }
}
