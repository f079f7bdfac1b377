package id.gerbang.billing.reboot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reboot and what has come of it.
 *
 * @param customers how many were online when it was asked for
 * @param state {@code sent}: the router is not known to be back; {@code back}; {@code refused}: it
 *     was not done, and {@code why}
 * @param failing what the router's test found once it was back, by the names of its checks
 * @param notBack who was online then and has not dialled in since, on whichever router; the first
 *     thousand
 */
public record RebootView(
    long id,
    long routerId,
    String askedBy,
    Instant askedAt,
    int customers,
    String state,
    @Nullable Instant backAt,
    @Nullable String why,
    List<String> failing,
    List<Missing> notBack) {

  /** A customer who was online and is not. */
  public record Missing(String username, @Nullable Long subscriptionId) {}
}
