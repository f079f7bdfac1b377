package id.gerbang.billing.profile;

import id.gerbang.billing.plan.RateLimitFields;
import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A profile of {@code /ppp/profile}.
 *
 * @param rate empty: it sets none, or none that is understood
 * @param cannot what of it a plan can't say, and why
 */
record RouterProfile(
    String id, String name, Facts facts, Optional<RateLimitFields> rate, List<String> cannot) {

  /** What stays with the router, by its property. */
  private static final Map<String, String> STAYS = stays();

  private static Map<String, String> stays() {
    Map<String, String> stays = new LinkedHashMap<>();
    stays.put("session-timeout", "a plan ends a session at the subscription's end alone");
    stays.put("idle-timeout", "a plan has none");
    stays.put("incoming-filter", "stays in the router's profile");
    stays.put("outgoing-filter", "stays in the router's profile");
    stays.put("parent-queue", "stays in the router's profile");
    stays.put("insert-queue-before", "stays in the router's profile");
    stays.put("queue-type", "stays in the router's profile");
    stays.put("bridge", "stays in the router's profile");
    stays.put("dns-server", "stays in the router's profile");
    stays.put("wins-server", "stays in the router's profile");
    stays.put("on-up", "is a script of the router's");
    stays.put("on-down", "is a script of the router's");
    return stays;
  }

  private static final Set<String> NOTHING = Set.of("", "0s", "none", "default", "0");

  /**
   * @param pools the names of {@code /ip/pool}
   */
  static RouterProfile of(Row row, Set<String> pools) {
    List<String> cannot = new ArrayList<>();
    String written = row.get("rate-limit").orElse("").strip();
    Optional<RateLimitFields> rate = Optional.empty();
    if (!written.isEmpty()) {
      try {
        rate = Optional.of(RateLimitFields.of(written));
      } catch (IllegalArgumentException | ArithmeticException e) {
        cannot.add("rate-limit " + e.getMessage());
      }
    }
    String remote = row.get("remote-address").filter(text -> !text.isEmpty()).orElse(null);
    if (remote != null && !pools.contains(remote)) {
      cannot.add(
          "remote-address is the address " + remote + ": a subscription has that, not a plan");
    }
    STAYS.forEach(
        (property, why) ->
            row.get(property)
                .filter(value -> !NOTHING.contains(value))
                .ifPresent(value -> cannot.add(property + " " + why)));
    return new RouterProfile(
        row.id(),
        row.get("name").orElse(""),
        new Facts(
            rate.map(RateLimitFields::text).orElse(null),
            pool(remote, pools),
            row.get("address-list").filter(text -> !text.isEmpty()).orElse(null)),
        rate,
        List.copyOf(cannot));
  }

  private static @Nullable String pool(@Nullable String remote, Set<String> pools) {
    return remote != null && pools.contains(remote) ? remote : null;
  }
}
