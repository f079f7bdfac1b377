package id.gerbang.billing.router;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the last look at a router went, as its table holds it. */
public record LookedRow(
    long routerId, String state, Instant since, @Nullable String why, Instant lookedAt) {

  RouterContact contact() {
    return new RouterContact(state, since, why, lookedAt);
  }
}
