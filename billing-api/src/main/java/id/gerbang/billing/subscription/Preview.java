package id.gerbang.billing.subscription;

import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber with the right password would be answered at an instant, and why.
 *
 * @param changesAt when the answer changes by time alone; null: only when facts change
 */
public record Preview(
    Instant at,
    String answer,
    Reason reason,
    String words,
    List<Attribute> attributes,
    @Nullable Instant changesAt) {

  /** A reply attribute by its dictionary name. */
  public record Attribute(String name, String value) {}

  /**
   * @param lease the address of a pool of ours that it would get again
   */
  static Preview of(
      Decision decision, LongFunction<Optional<String>> lease, Instant at, Locale language) {
    String answer;
    List<Attribute> attributes;
    if (decision instanceof Decision.Accept accept) {
      answer = "accept";
      attributes = attributes(accept.grant(), lease, at);
    } else {
      answer = "reject";
      attributes = List.of();
    }
    return new Preview(
        at,
        answer,
        decision.reason(),
        decision.reason().words(language),
        attributes,
        decision.changesAt().orElse(null));
  }

  /** In the order of the packet. */
  private static List<Attribute> attributes(
      Grant grant, LongFunction<Optional<String>> lease, Instant at) {
    List<Attribute> attributes = new ArrayList<>();
    Optional<String> leased = grant.addressPool().flatMap(lease::apply);
    grant
        .framedIp()
        .map(InetAddress::getHostAddress)
        .or(() -> leased)
        .or(() -> grant.addressPool().map(pool -> "(a free one of pool " + pool + ")"))
        .ifPresent(address -> attributes.add(new Attribute("Framed-IP-Address", address)));
    if (grant.addressPool().isEmpty()) {
      grant.framedPool().ifPresent(pool -> attributes.add(new Attribute("Framed-Pool", pool)));
    }
    attributes.addAll(further(grant));
    grant.rateLimit().ifPresent(rate -> attributes.add(new Attribute("Mikrotik-Rate-Limit", rate)));
    attributes.add(new Attribute("Mikrotik-Address-List", grant.addressList()));
    grant.attributes().forEach(extra -> attributes.add(new Attribute(extra.name(), extra.value())));
    grant
        .end()
        .map(end -> Long.toString(Duration.between(at, end).toSeconds()))
        .ifPresent(seconds -> attributes.add(new Attribute("Session-Timeout", seconds)));
    return attributes;
  }

  /** Routes and IPv6. */
  private static List<Attribute> further(Grant grant) {
    List<Attribute> further = new ArrayList<>();
    grant.routes().forEach(route -> further.add(new Attribute("Framed-Route", route)));
    Entitlement.Ipv6 ipv6 = grant.ipv6();
    ipv6.framedPrefix()
        .ifPresent(it -> further.add(new Attribute("Framed-IPv6-Prefix", it.text())));
    ipv6.framedPool().ifPresent(it -> further.add(new Attribute("Framed-IPv6-Pool", it)));
    ipv6.delegatedPrefix()
        .ifPresent(it -> further.add(new Attribute("Delegated-IPv6-Prefix", it.text())));
    ipv6.delegatedPool()
        .ifPresent(
            it -> {
              further.add(new Attribute("Delegated-IPv6-Prefix-Pool", it));
              further.add(new Attribute("Mikrotik-Delegated-IPv6-Pool", it));
            });
    return further;
  }
}
