package id.gerbang.billing.subscription;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order to end sessions, and how far it has come.
 *
 * @param done all of it
 */
public record DisconnectView(
    long id,
    long subscriptionId,
    String username,
    @Nullable String reason,
    String requestedBy,
    Instant requestedAt,
    boolean done,
    List<Target> sessions) {

  /**
   * A session that was open when it was ordered.
   *
   * @param acctSessionId null: none was known, and the login is named by username and address
   * @param outcome ended (the Stop came); of a login without a session: acknowledged, refused,
   *     unanswered
   */
  public record Target(
      @Nullable String router,
      @Nullable String acctSessionId,
      @Nullable Instant doneAt,
      @Nullable String outcome) {}

  static DisconnectView of(DisconnectDao.Order order, List<Target> targets) {
    return new DisconnectView(
        order.id(),
        order.subscriptionId(),
        order.username(),
        order.reason(),
        order.requestedBy(),
        order.requestedAt(),
        targets.stream().allMatch(target -> target.doneAt() != null),
        targets);
  }
}
