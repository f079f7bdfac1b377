package id.gerbang.billing.subscription;

import id.gerbang.billing.subscription.Preview.Attribute;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.GrantTimes;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.dictionary.ReplyAttributes;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The attributes of an Access-Accept in its order, but for those that differ at each login: Class,
 * Message-Authenticator, MS-CHAP's.
 */
final class PreviewAttributes {

  private final SubscriptionDao dao;
  private final Dictionary dictionary;
  private final List<Attribute> attributes = new ArrayList<>();

  PreviewAttributes(SubscriptionDao dao, Dictionary dictionary) {
    this.dao = dao;
    this.dictionary = dictionary;
  }

  /**
   * @param ppp whether the router asks for a PPP session, which the hotspot does not
   */
  List<Attribute> of(Grant grant, long subscription, boolean ppp, Instant at) {
    if (ppp) {
      add("Service-Type", "Framed");
      add("Framed-Protocol", "PPP");
    }
    address(grant, subscription);
    grant.routes().forEach(route -> add("Framed-Route", route));
    ipv6(grant.ipv6());
    grant.rateLimit().ifPresent(rate -> add("Mikrotik-Rate-Limit", rate));
    add("Mikrotik-Address-List", grant.addressList());
    grant.attributes().forEach(this::extra);
    grant.end().ifPresent(end -> add("Session-Timeout", "" + GrantTimes.sessionTimeout(at, end)));
    if (!GrantTimes.namesInterim(grant.attributes())) {
      add(GrantTimes.INTERIM_ATTRIBUTE, "" + GrantTimes.interimInterval(subscription));
    }
    return attributes;
  }

  /** Of a pool of ours the address that it had, or one that will be chosen. */
  private void address(Grant grant, long subscription) {
    if (grant.addressPool().isPresent()) {
      long pool = grant.addressPool().get();
      add(
          "Framed-IP-Address",
          dao.lease(subscription, pool).orElseGet(() -> "(" + dao.poolName(pool) + ")"));
    } else {
      grant
          .framedIp()
          .map(InetAddress::getHostAddress)
          .ifPresent(address -> add("Framed-IP-Address", address));
      grant.framedPool().ifPresent(pool -> add("Framed-Pool", pool));
    }
  }

  private void ipv6(Entitlement.Ipv6 ipv6) {
    ipv6.framedPrefix().ifPresent(it -> add("Framed-IPv6-Prefix", it.text()));
    ipv6.framedPool().ifPresent(it -> add("Framed-IPv6-Pool", it));
    ipv6.delegatedPrefix().ifPresent(it -> add("Delegated-IPv6-Prefix", it.text()));
    ipv6.delegatedPool()
        .ifPresent(
            it -> {
              add("Delegated-IPv6-Prefix-Pool", it);
              add("Mikrotik-Delegated-IPv6-Pool", it);
            });
  }

  /** What a later dictionary can't send is left out by radius too. */
  private void extra(ExtraAttribute extra) {
    try {
      add(extra.name(), ReplyAttributes.printed(dictionary, extra.name(), extra.value()));
    } catch (IllegalArgumentException leftOut) {
      return;
    }
  }

  private void add(String name, String value) {
    attributes.add(new Attribute(name, value));
  }
}
