package id.gerbang.billing.subscription;

import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  static Preview of(Decision decision, Instant at, Locale language) {
    String answer;
    List<Attribute> attributes;
    if (decision instanceof Decision.Accept accept) {
      answer = "accept";
      attributes = attributes(accept.grant(), at);
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

  private static List<Attribute> attributes(Grant grant, Instant at) {
    List<Attribute> attributes = new ArrayList<>();
    grant.rateLimit().ifPresent(rate -> attributes.add(new Attribute("Mikrotik-Rate-Limit", rate)));
    attributes.add(new Attribute("Mikrotik-Address-List", grant.addressList()));
    grant
        .framedIp()
        .map(InetAddress::getHostAddress)
        .ifPresent(address -> attributes.add(new Attribute("Framed-IP-Address", address)));
    grant.framedPool().ifPresent(pool -> attributes.add(new Attribute("Framed-Pool", pool)));
    grant
        .end()
        .map(end -> Long.toString(Duration.between(at, end).toSeconds()))
        .ifPresent(seconds -> attributes.add(new Attribute("Session-Timeout", seconds)));
    return attributes;
  }
}
