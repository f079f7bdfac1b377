package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Problem;
import java.util.Set;

/**
 * The {@code status} of a {@link SubscriptionView} in SQL, for lists that filter by it. What it is
 * for one subscription is decided by {@code AccessPolicy}; a test holds the two together.
 */
public final class SubscriptionStatus {

  private static final Set<String> ALL =
      Set.of("active", "isolated", "suspended", "expired", "paused", "terminated");

  /** Of {@code subscription s} at {@code :now}. */
  public static final String SQL =
      """
      CASE WHEN s.terminated_at IS NOT NULL THEN 'terminated'
           WHEN s.paused_since IS NOT NULL AND (s.paused_until IS NULL OR s.paused_until > :now OR s.held_since IS NOT NULL) THEN 'paused'
           WHEN s.held_since IS NOT NULL AND (s.held_until IS NULL OR s.held_until > :now) THEN 'isolated'
           WHEN s.unpaid_action = 'suspend' THEN 'suspended'
           WHEN s.unpaid_action = 'isolate' THEN 'isolated'
           WHEN s.active_until <= :now THEN 'expired'
           ELSE 'active' END""";

  private SubscriptionStatus() {}

  /** The status that a client names, if there is such a one. */
  public static String checked(String status) {
    if (!ALL.contains(status)) {
      throw Problem.unprocessable(
          "status", "is active, isolated, suspended, expired, paused or terminated");
    }
    return status;
  }
}
