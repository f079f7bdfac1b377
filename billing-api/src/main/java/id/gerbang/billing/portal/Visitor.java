package id.gerbang.billing.portal;

import id.gerbang.billing.http.Ref;
import id.gerbang.billing.portal.PortalDao.Holder;
import id.gerbang.billing.subscription.Standing;
import id.gerbang.billing.subscription.SubscriptionView;
import id.gerbang.core.access.Reason;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Who asks from a session's address, and what that subscription gets now.
 *
 * @param until when that ends by itself: of a validity, or of what staff ordered
 */
record Visitor(long customerId, Reason reason, Optional<Instant> until) {

  /**
   * Empty where no open session has the address, or more than one has: behind two routers that hand
   * out the same addresses, nobody shall see another's bill.
   */
  static Optional<Visitor> of(Handle handle, InetAddress address, Instant now) {
    List<Holder> holders = handle.attach(PortalDao.class).holders(address.getHostAddress());
    if (holders.size() != 1) {
      return Optional.empty();
    }
    Holder holder = holders.get(0);
    if (holder.archived()) {
      return Optional.of(new Visitor(holder.customerId(), Reason.TERMINATED, Optional.empty()));
    }
    SubscriptionView subscription = Standing.view(handle, Ref.id(holder.subscriptionId()), now);
    SubscriptionView.Held held = subscription.held();
    Instant until =
        switch (subscription.reason()) {
          case ISOLATED_EXPIRED, EXPIRED -> subscription.activeUntil();
          case ISOLATED_BY_STAFF, PAUSED -> held == null ? null : held.until();
          default -> null;
        };
    return Optional.of(
        new Visitor(holder.customerId(), subscription.reason(), Optional.ofNullable(until)));
  }

  boolean isWalled() {
    return reason.isolated() || reason.kind() == Reason.Kind.REJECT;
  }

  /** Whether paying opens the gate. */
  boolean isToPay() {
    return switch (words()) {
      case "isolir.unpaid", "isolir.slowed", "isolir.expired" -> true;
      default -> false;
    };
  }

  /** Which words are for it. */
  String words() {
    return switch (reason) {
      case ISOLATED_UNPAID, SUSPENDED_UNPAID -> "isolir.unpaid";
      case SLOWED_UNPAID -> "isolir.slowed";
      case ISOLATED_EXPIRED, EXPIRED -> "isolir.expired";
      case ISOLATED_BY_STAFF, PAUSED -> "isolir.held";
      case ISOLATED_QUOTA, QUOTA_EXHAUSTED -> "isolir.quota";
      case TERMINATED -> "isolir.terminated";
      default -> isWalled() ? "isolir.other" : "isolir.open";
    };
  }
}
