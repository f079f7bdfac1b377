package id.gerbang.billing.router;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a CoA of radius gets to the router and back. A refusal is what proves it: the router
 * heard, knew the secret, and has no such session.
 */
final class CoaCheck {

  private static final String NAME = "coa";

  /** RFC 5176 §3.5: Unsupported Service and Extension, Administratively Prohibited, no route. */
  private static final Set<Long> REFUSED_AT_ALL = Set.of(405L, 406L, 501L, 502L);

  private final CoaTrial trial;
  private final KnownRouter known;
  private final CheckWords words;

  CoaCheck(CoaTrial trial, KnownRouter known, CheckWords words) {
    this.trial = trial;
    this.known = known;
    this.words = words;
  }

  /**
   * @param incoming what the router's own settings say of it
   * @param secret what is known of its secret
   */
  RouterCheck coa(RouterCheck incoming, RouterCheck secret) {
    if (trial.outcome() == null) {
      return words.unknown(NAME, trial.radiusAlive() ? "coa.nobody" : "coa.no_radius", null);
    }
    String port = Integer.toString(known.router().coaPort());
    String took = took();
    return switch (trial.outcome()) {
      case "refused" -> refused(port, took);
      case "acknowledged" -> words.unknown(NAME, "coa.acknowledged", null, port, took);
      case "not_genuine" ->
          words.fail(NAME, "coa.not_genuine", secret.fails() ? secret.repair() : null, port);
      case "silent" ->
          words.fail(
              NAME,
              "coa.silent",
              incoming.passes() ? null : RouterRepairs.incoming(known.router().coaPort()),
              port,
              took,
              suspects(incoming, secret));
      default -> words.unknown(NAME, "coa.unsent", null);
    };
  }

  private RouterCheck refused(String port, String took) {
    long cause = Objects.requireNonNullElse(trial.errorCause(), 0L);
    if (REFUSED_AT_ALL.contains(cause)) {
      return words.fail(NAME, "coa.refused_at_all", null, port, Long.toString(cause));
    }
    return cause == 0
        ? words.pass(NAME, "coa.refused", port, took)
        : words.pass(NAME, "coa.refused_by", port, took, Long.toString(cause));
  }

  /** What the router's settings prove right is none; what nobody told is one. */
  private String suspects(RouterCheck incoming, RouterCheck secret) {
    return Stream.of(
            incoming.passes() ? List.<String>of() : List.of("coa.suspect.incoming"),
            secret.passes() ? List.<String>of() : List.of("coa.suspect.secret"),
            List.of("coa.suspect.source", "coa.suspect.path"))
        .flatMap(List::stream)
        .map(words::phrase)
        .collect(Collectors.joining("; "));
  }

  private String took() {
    long micros = Objects.requireNonNullElse(trial.roundTripMicros(), 0L);
    return String.format(Locale.ROOT, "%.1f ms", micros / 1_000.0);
  }
}
