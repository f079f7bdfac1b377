package id.gerbang.core.access;

import id.gerbang.core.plan.RateLimit;
import id.gerbang.core.router.RouterPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what a subscriber with a proved password gets on a router: a pure function of
 * entitlement, router and time. The RADIUS server, the console's preview and `explain` all ask
 * here.
 */
public final class AccessPolicy {

  private AccessPolicy() {}

  public static Decision decide(Entitlement entitlement, RouterPolicy router, Instant now) {
    if (entitlement.terminated()) {
      return new Decision.Reject(Reason.TERMINATED, Optional.empty());
    }
    Optional<Entitlement.Hold> hold = entitlement.hold();
    if (hold.isPresent() && hold.get().until().map(now::isBefore).orElse(true)) {
      return isolated(
          entitlement, router, Reason.ISOLATED_BY_STAFF, Reason.PAUSED, hold.get().until());
    }
    if (entitlement.unpaid().isPresent()) {
      return switch (entitlement.unpaid().get()) {
        case SUSPEND -> new Decision.Reject(Reason.SUSPENDED_UNPAID, Optional.empty());
        case ISOLATE ->
            isolated(
                entitlement,
                router,
                Reason.ISOLATED_UNPAID,
                Reason.SUSPENDED_UNPAID,
                Optional.empty());
      };
    }
    Optional<Instant> end = entitlement.activeUntil();
    if (end.isPresent() && !now.isBefore(end.get())) {
      return isolated(
          entitlement, router, Reason.ISOLATED_EXPIRED, Reason.EXPIRED, Optional.empty());
    }
    return new Decision.Accept(
        Reason.ACTIVE,
        new Grant(
            entitlement.rateLimit().map(RateLimit::text),
            entitlement.addressList(),
            end,
            entitlement.staticIp(),
            entitlement.staticIp().isPresent() ? Optional.empty() : entitlement.pool(),
            entitlement.credentialVersion()),
        end);
  }

  /** The walled garden as this router does it, or the door where it has none. */
  private static Decision isolated(
      Entitlement entitlement,
      RouterPolicy router,
      Reason isolated,
      Reason rejected,
      Optional<Instant> changesAt) {
    return switch (router.isolation()) {
      case REJECT -> new Decision.Reject(rejected, changesAt);
      // Address and pool stay as they are: one CoA each way, and a static address is no way out.
      case LIST ->
          new Decision.Accept(
              isolated,
              new Grant(
                  Optional.of(router.isolationRate()),
                  router.isolationList(),
                  Optional.empty(),
                  entitlement.staticIp(),
                  entitlement.staticIp().isPresent() ? Optional.empty() : entitlement.pool(),
                  entitlement.credentialVersion()),
              changesAt);
      // The pool replaces a static address too; the list is named as well, for the same firewall.
      case POOL ->
          new Decision.Accept(
              isolated,
              new Grant(
                  Optional.of(router.isolationRate()),
                  router.isolationList(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(router.isolationPool()),
                  entitlement.credentialVersion()),
              changesAt);
    };
  }
}
