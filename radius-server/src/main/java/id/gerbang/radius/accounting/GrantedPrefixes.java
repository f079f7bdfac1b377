package id.gerbang.radius.accounting;

import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Entitlement.Ipv6;
import id.gerbang.core.access.Ipv6Prefix;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.SessionReport;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.util.Optional;

/**
 * Notes with a session the IPv6 prefixes that its Accept granted and its router does not report:
 * PPPoE accounting carries no Delegated-IPv6-Prefix, because DHCPv6-PD comes after PPP
 * (mikrotik-radius, section 4.4). What Class says was granted must be what is sold now; otherwise
 * nothing is said.
 */
final class GrantedPrefixes {

  private final SubscriberDirectory directory;

  GrantedPrefixes(SubscriberDirectory directory) {
    this.directory = directory;
  }

  SessionReport complete(SessionReport report) {
    return report
        .sessionClass()
        .filter(ours -> !ours.granted().reason().isolated())
        .flatMap(
            ours ->
                directory
                    .find(ours.subscriberId())
                    .map(subscriber -> subscriber.entitlement())
                    .filter(entitlement -> !entitlement.ipv6().equals(Ipv6.NONE))
                    .filter(entitlement -> isWhatIsSold(ours.granted(), entitlement)))
        .map(entitlement -> report.with(report.place().orElse(place(entitlement.ipv6()))))
        .orElse(report);
  }

  private static boolean isWhatIsSold(Granted granted, Entitlement entitlement) {
    Granted sold = Granted.of(granted.reason(), AccessPolicy.ordinary(entitlement));
    return sold.redial() == granted.redial();
  }

  private static Place place(Ipv6 ipv6) {
    return new Place(
        Optional.empty(),
        ipv6.framedPrefix().map(Ipv6Prefix::text),
        ipv6.delegatedPrefix().map(Ipv6Prefix::text),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
