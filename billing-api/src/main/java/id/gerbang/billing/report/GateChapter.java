package id.gerbang.billing.report;

import id.gerbang.billing.report.Story.Chapter;
import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Grant;
import id.gerbang.core.router.RouterPolicy;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a subscriber would be answered now, on each router, and why. */
final class GateChapter {

  private final Words words;
  private final Instant now;

  GateChapter(Words words, Instant now) {
    this.words = words;
    this.now = now;
  }

  /** Routers are named only where it makes a difference which one it is. */
  Chapter of(Entitlement entitlement, List<RouterRow> all) {
    List<String> sentences = new ArrayList<>();
    List<RouterRow> routers =
        all.stream().filter(router -> router.enabled() && !router.archived()).toList();
    if (routers.isEmpty()) {
      sentences.add(words.say("now.no_router"));
      sentences.add(told(entitlement, RouterPolicy.DEFAULT));
    }
    Map<String, List<String>> routersOf = new LinkedHashMap<>();
    for (RouterRow router : routers) {
      routersOf
          .computeIfAbsent(told(entitlement, router.policy()), told -> new ArrayList<>())
          .add(router.name());
    }
    routersOf.forEach(
        (told, names) ->
            sentences.add(
                routersOf.size() == 1
                    ? told
                    : words.say("now.on", String.join(", ", names), told)));
    all.stream()
        .filter(router -> !router.enabled() && !router.archived())
        .forEach(router -> sentences.add(words.say("now.disabled", router.name())));
    return new Chapter(words.say("chapter.now"), sentences);
  }

  private String told(Entitlement entitlement, RouterPolicy router) {
    Decision decision = AccessPolicy.decide(entitlement, router, now);
    List<String> sentences = new ArrayList<>();
    sentences.add(words.reason(decision.reason()));
    if (decision instanceof Decision.Accept accept) {
      if (decision.reason().isolated()) {
        sentences.add(
            switch (router.isolation()) {
              case LIST -> words.say("now.list");
              case POOL -> words.say("now.pool");
              case REJECT -> throw new IllegalStateException("rejected is not isolated");
            });
      }
      sentences.add(words.say("now.speed", words.wireRate(accept.grant().rateLimit())));
      accept
          .grant()
          .framedIp()
          .map(InetAddress::getHostAddress)
          .ifPresent(address -> sentences.add(words.say("now.address", address)));
      further(accept.grant()).ifPresent(all -> sentences.add(words.say("now.further", all)));
      accept
          .grant()
          .end()
          .ifPresent(end -> sentences.add(words.say("now.until", words.moment(end))));
    }
    if (entitlement.hold().isPresent()) {
      decision
          .changesAt()
          .ifPresent(at -> sentences.add(words.say("now.changes", words.moment(at))));
    }
    return String.join(" ", sentences);
  }

  /** Routes, prefixes and attributes, as they are called on the wire. */
  private static Optional<String> further(Grant grant) {
    List<String> all = new ArrayList<>();
    grant.routes().forEach(route -> all.add("Framed-Route " + route));
    Entitlement.Ipv6 ipv6 = grant.ipv6();
    ipv6.framedPrefix().ifPresent(prefix -> all.add("Framed-IPv6-Prefix " + prefix.text()));
    ipv6.framedPool().ifPresent(pool -> all.add("Framed-IPv6-Pool " + pool));
    ipv6.delegatedPrefix().ifPresent(prefix -> all.add("Delegated-IPv6-Prefix " + prefix.text()));
    ipv6.delegatedPool().ifPresent(pool -> all.add("Delegated-IPv6-Prefix-Pool " + pool));
    grant.attributes().forEach(extra -> all.add(extra.name() + " " + extra.value()));
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
  }
}
