package id.gerbang.billing.backup;

import static java.util.stream.Collectors.toSet;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.pop.Pop;
import id.gerbang.billing.pop.PopDao;
import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an order fits what is there, and what it gets of it where it says nothing. */
final class OrderChecks {

  private OrderChecks() {}

  /** Several branches of one customer share its VLAN, and agree on whether they meet there. */
  static Optional<Long> horizon(List<BackupLink> branches, LinkOrder order, @Nullable Long given) {
    if (branches.isEmpty()) {
      return Optional.ofNullable(given);
    }
    BackupLink first = branches.get(0);
    if (first.customerId() != order.customerId()) {
      throw Problem.conflict(
          "vlan", order.vlan() + " has a backup link of another customer at this POP already");
    }
    Long known = first.horizon();
    if (given == null && known == null) {
      throw Problem.unprocessable(
          "horizon",
          "is to be said: VLAN %d has a backup link at this POP already, and this is a further branch of it. 0: the branches reach each other through the POP's bridge; any other number: they reach the head office alone, for between ports of one horizon the bridge carries nothing"
              .formatted(order.vlan()));
    }
    if (given != null && known != null && !given.equals(known)) {
      throw Problem.conflict("horizon", "is " + known + " for all branches of this VLAN");
    }
    return Optional.ofNullable(given).or(() -> Optional.ofNullable(known));
  }

  static void refuseClashes(BackupLinkDao links, LinkOrder order, String username, Pop pop) {
    if (links.usernameTaken(username)) {
      throw Problem.conflict("username", username + " is taken: give another one");
    }
    // What the POP's links share is made once: its WAN address, and the profile's local address.
    order.popAddress().ifPresent(address -> shared("popAddress", address, pop.address()));
    order.popWanInterface().ifPresent(name -> shared("popWanInterface", name, pop.wanInterface()));
    order
        .innerLocal()
        .ifPresent(local -> shared("innerLocal", local.getHostAddress(), pop.innerLocal()));
  }

  private static void shared(String field, Object given, Object known) {
    if (!given.equals(known)) {
      throw Problem.conflict(field, "is " + known + " for all links of this POP");
    }
  }

  static Inet4Address remote(PopDao pops, LinkOrder order, Pop pop) {
    Set<Inet4Address> taken =
        pops.takenAddresses(pop.id()).stream().map(Inet4Address.class::cast).collect(toSet());
    Inet4Address remote =
        order
            .innerRemote()
            .or(() -> pop.nextRemote(taken))
            .orElseThrow(
                () -> Problem.conflict("innerRemote", "none is free in the POP's range: give one"));
    if (remote.equals(pop.local())) {
      throw Problem.unprocessable("innerRemote", "is not the POP's own end");
    }
    if (taken.contains(remote)) {
      throw Problem.conflict("innerRemote", remote.getHostAddress() + " is taken");
    }
    return remote;
  }

  static @Nullable Long customerRouter(
      BackupLinkDao links, LinkOrder order, CreateBackupLink request, Pop pop) {
    Long router = request.customerRouterId();
    if (router != null) {
      if (!links.isRouter(router)) {
        throw Problem.unprocessable("customerRouterId", "is no router");
      }
      if (router.equals(pop.routerId())) {
        throw Problem.unprocessable("customerRouterId", "is the POP's own");
      }
      links
          .atCustomersRouter(router, order.vlan())
          .ifPresent(
              id -> {
                throw Problem.conflict(
                    "customerRouterId",
                    "has the customer's half of link %d of VLAN %d already, whose objects are named the same"
                        .formatted(id, order.vlan()));
              });
    }
    return router;
  }
}
