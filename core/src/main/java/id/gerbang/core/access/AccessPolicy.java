package id.gerbang.core.access;

import id.gerbang.core.access.Entitlement.Ipv6;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.core.router.RouterPolicy;
import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a subscriber with a proved password gets on a router: a pure function of
 * entitlement, router and time. The RADIUS server, the console's preview and `explain` all ask
 * here.
 */
public final class AccessPolicy {

  /** Attributes that give a session more addresses or routes. */
  private static final Set<String> WAYS_AROUND =
      Set.of(
          "Framed-IP-Netmask",
          "Framed-Routing",
          "Framed-Interface-Id",
          "Framed-IPv6-Route",
          "Framed-IPv6-Address",
          "Route-IPv6-Information",
          "Stateful-IPv6-Address-Pool");

  private AccessPolicy() {}

  public static Decision decide(Entitlement entitlement, RouterPolicy router, Instant now) {
    if (entitlement.terminated()) {
      return new Decision.Reject(Reason.TERMINATED, Optional.empty());
    }
    Optional<Entitlement.Hold> hold = entitlement.hold();
    if (hold.isPresent() && hold.get().until().map(now::isBefore).orElse(true)) {
      if (hold.get().paused()) {
        return new Decision.Reject(Reason.PAUSED, hold.get().until());
      }
      return isolated(
          entitlement, router, Reason.ISOLATED_BY_STAFF, Reason.PAUSED, hold.get().until());
    }
    if (entitlement.nonPaymentDid(Entitlement.Unpaid.Action.SUSPEND)) {
      return new Decision.Reject(Reason.SUSPENDED_UNPAID, Optional.empty());
    }
    if (entitlement.nonPaymentDid(Entitlement.Unpaid.Action.ISOLATE)) {
      return isolated(
          entitlement, router, Reason.ISOLATED_UNPAID, Reason.SUSPENDED_UNPAID, Optional.empty());
    }
    Optional<Instant> end = entitlement.activeUntil();
    if (end.isPresent() && !now.isBefore(end.get())) {
      return isolated(
          entitlement, router, Reason.ISOLATED_EXPIRED, Reason.EXPIRED, Optional.empty());
    }
    if (entitlement.slowed().isPresent()) {
      return new Decision.Accept(
          Reason.SLOWED_UNPAID, slowed(entitlement, entitlement.slowed().get()), end);
    }
    return new Decision.Accept(Reason.ACTIVE, ordinary(entitlement), end);
  }

  /** What was sold, whatever stands against it now. */
  public static Grant ordinary(Entitlement entitlement) {
    boolean itsOwn = entitlement.staticIp().isPresent();
    return new Grant(
        entitlement.rateLimit().map(RateLimit::text),
        entitlement.addressList(),
        entitlement.activeUntil(),
        entitlement.staticIp(),
        itsOwn ? Optional.empty() : entitlement.pool(),
        entitlement.credentialVersion(),
        itsOwn ? Optional.empty() : entitlement.addressPool(),
        entitlement.routes(),
        entitlement.ipv6().settled(),
        entitlement.attributes());
  }

  /** What was sold, but for its rate: so much, or what was sold where that is less. */
  private static Grant slowed(Entitlement entitlement, RateLimit.Pair most) {
    Grant usual = ordinary(entitlement);
    RateLimit rate =
        entitlement.rateLimit().map(sold -> sold.atMost(most)).orElse(RateLimit.of(most));
    return new Grant(
        Optional.of(rate.text()),
        usual.addressList(),
        usual.end(),
        usual.framedIp(),
        usual.framedPool(),
        usual.credentialVersion(),
        usual.addressPool(),
        usual.routes(),
        usual.ipv6(),
        usual.attributes());
  }

  /** The walled garden as this router does it, or the door where it has none. */
  private static Decision isolated(
      Entitlement entitlement,
      RouterPolicy router,
      Reason isolated,
      Reason rejected,
      Optional<Instant> changesAt) {
    Grant usual = ordinary(entitlement);
    return switch (router.isolation()) {
      case REJECT -> new Decision.Reject(rejected, changesAt);
      // Address and pool stay as they are: one CoA each way, and a static address is no way out.
      case LIST ->
          new Decision.Accept(
              isolated,
              walled(usual, router, usual.framedIp(), usual.framedPool(), usual.addressPool()),
              changesAt);
      // The pool replaces a static address too; the list is named as well, for the same firewall.
      case POOL ->
          new Decision.Accept(
              isolated,
              walled(
                  usual,
                  router,
                  Optional.empty(),
                  Optional.of(router.isolationPool()),
                  Optional.empty()),
              changesAt);
    };
  }

  /** No routes, no IPv6 and nothing else by which packets would find a way around the wall. */
  private static Grant walled(
      Grant usual,
      RouterPolicy router,
      Optional<Inet4Address> framedIp,
      Optional<String> framedPool,
      Optional<Long> addressPool) {
    return new Grant(
        Optional.of(router.isolationRate()),
        router.isolationList(),
        Optional.empty(),
        framedIp,
        framedPool,
        usual.credentialVersion(),
        addressPool,
        List.of(),
        Ipv6.NONE,
        usual.attributes().stream()
            .filter(attribute -> !WAYS_AROUND.contains(attribute.name()))
            .toList());
  }
}
