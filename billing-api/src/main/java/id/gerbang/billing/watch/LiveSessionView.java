package id.gerbang.billing.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as a router has it.
 *
 * @param byRadius false: the router let it in by a secret of its own
 * @param beganAt by its uptime
 * @param upload bit/s that its queue lets through; null: none, or not known which is its
 * @param sessionId ours; null: the router has a session that we know nothing of
 */
public record LiveSessionView(
    String username,
    String acctSessionId,
    String service,
    String callerId,
    String address,
    boolean byRadius,
    @Nullable Instant beganAt,
    @Nullable Long upload,
    @Nullable Long download,
    @Nullable Long sessionId,
    @Nullable Long subscriptionId) {

  /** In the order of the list. */
  String key() {
    return username + '\u0001' + acctSessionId;
  }
}
