package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.pool.Promised;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Whether what a subscription is to have of addresses, prefixes and routes is free. */
final class NewPromises {

  private NewPromises() {}

  /** What it had before is its own still: only what is new is asked for. */
  static void check(
      Handle handle,
      UpdateSubscription wanted,
      String prefix,
      Promised.Whose whose,
      Optional<UpdateSubscription> before) {
    boolean sameAddress =
        Objects.equals(wanted.staticIp(), before.map(UpdateSubscription::staticIp).orElse(null));
    boolean sameFramed =
        Objects.equals(
            wanted.framedPrefix(), before.map(UpdateSubscription::framedPrefix).orElse(null));
    boolean sameDelegated =
        Objects.equals(
            wanted.delegatedPrefix(), before.map(UpdateSubscription::delegatedPrefix).orElse(null));
    List<String> routesBefore =
        before.flatMap(it -> Optional.ofNullable(it.routes())).orElse(List.of());
    List<String> routes = Objects.requireNonNullElse(wanted.routes(), List.of());
    if (sameAddress && sameFramed && sameDelegated && routesBefore.containsAll(routes)) {
      return;
    }
    Checks checks = new Checks();
    Promised promised = new Promised(handle, checks, whose);
    if (!sameAddress) {
      promised.address(wanted.staticIp(), prefix + "staticIp");
    }
    if (!sameFramed) {
      promised.prefix(wanted.framedPrefix(), prefix + "ipv6.framedPrefix");
    }
    if (!sameDelegated) {
      promised.prefix(wanted.delegatedPrefix(), prefix + "ipv6.delegatedPrefix");
    }
    for (int i = 0; i < routes.size(); i++) {
      if (!routesBefore.contains(routes.get(i))) {
        promised.route(routes.get(i), prefix + "routes[" + i + "]");
      }
    }
    checks.done();
  }
}
