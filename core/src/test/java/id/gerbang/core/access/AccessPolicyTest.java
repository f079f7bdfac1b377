package id.gerbang.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.access.Entitlement.Ipv6;
import id.gerbang.core.access.Entitlement.SessionRules;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccessPolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant BEFORE = NOW.minusNanos(1);
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final RouterPolicy LIST = router(Isolation.LIST);
  private static final RouterPolicy POOL = router(Isolation.POOL);
  private static final RouterPolicy REJECT = router(Isolation.REJECT);

  static Stream<Arguments> cases() {
    Facts paid = new Facts();
    Facts unpaid = paid.unpaid(Entitlement.Unpaid.ISOLATE);
    Facts slowed = paid.slowed();
    Facts suspended = paid.unpaid(Entitlement.Unpaid.SUSPEND);
    return Stream.of(
        arguments("nothing against", paid, LIST, Reason.ACTIVE),
        arguments("terminated", paid.terminated(), LIST, Reason.TERMINATED),
        arguments("held", paid.held(), LIST, Reason.ISOLATED_BY_STAFF),
        arguments("held, no garden here", paid.held(), REJECT, Reason.PAUSED),
        arguments("held until later", paid.heldUntil(LATER), POOL, Reason.ISOLATED_BY_STAFF),
        arguments("held until this instant", paid.heldUntil(NOW), LIST, Reason.ACTIVE),
        arguments("paused until later", paid.pausedUntil(LATER), LIST, Reason.PAUSED),
        arguments("paused, unpaid too", unpaid.pausedUntil(LATER), POOL, Reason.PAUSED),
        arguments(
            "pause over, still unpaid", unpaid.pausedUntil(NOW), LIST, Reason.ISOLATED_UNPAID),
        arguments("unpaid", unpaid, LIST, Reason.ISOLATED_UNPAID),
        arguments("unpaid, pool", unpaid, POOL, Reason.ISOLATED_UNPAID),
        arguments("unpaid, no garden here", unpaid, REJECT, Reason.SUSPENDED_UNPAID),
        arguments("unpaid to be suspended", suspended, LIST, Reason.SUSPENDED_UNPAID),
        arguments("slowed", slowed, REJECT, Reason.SLOWED_UNPAID),
        arguments("slowed, expires later", slowed.until(LATER), LIST, Reason.SLOWED_UNPAID),
        arguments("expired before slowed", slowed.until(NOW), LIST, Reason.ISOLATED_EXPIRED),
        arguments("held before slowed", slowed.held(), LIST, Reason.ISOLATED_BY_STAFF),
        arguments("expires later", paid.until(LATER), LIST, Reason.ACTIVE),
        arguments("expired at this instant", paid.until(NOW), LIST, Reason.ISOLATED_EXPIRED),
        arguments("expired before", paid.until(BEFORE), POOL, Reason.ISOLATED_EXPIRED),
        arguments("expired, no garden here", paid.until(NOW), REJECT, Reason.EXPIRED),
        arguments("terminated before held", paid.held().terminated(), LIST, Reason.TERMINATED),
        arguments("held before suspended", suspended.held(), LIST, Reason.ISOLATED_BY_STAFF),
        arguments("hold over, still unpaid", unpaid.heldUntil(NOW), LIST, Reason.ISOLATED_UNPAID),
        arguments("unpaid before expired", unpaid.until(BEFORE), LIST, Reason.ISOLATED_UNPAID),
        arguments(
            "hold over, expired", paid.heldUntil(NOW).until(NOW), LIST, Reason.ISOLATED_EXPIRED));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("cases")
  void the_first_fact_that_applies_is_the_reason(
      String facts, Facts of, RouterPolicy router, Reason expected) {
    Decision decision = AccessPolicy.decide(of.entitlement(), router, NOW);
    assertThat(decision.reason()).isEqualTo(expected);
    assertThat(decision instanceof Decision.Accept)
        .isEqualTo(expected.kind() == Reason.Kind.ACCEPT);
  }

  @Test
  void an_ordinary_grant_is_the_plan_s_and_ends_when_the_period_does() {
    assertThat(AccessPolicy.decide(new Facts().until(LATER).entitlement(), LIST, NOW))
        .isEqualTo(
            new Decision.Accept(
                Reason.ACTIVE,
                new Grant(
                    Optional.of("5M/10M"),
                    "aktif",
                    Optional.of(LATER),
                    Optional.empty(),
                    Optional.of("pppoe"),
                    7),
                Optional.of(LATER)));
  }

  @Test
  void whoever_is_slowed_has_all_but_the_rate() {
    Grant ordinary = grant(new Facts().at("10.9.8.7").until(LATER), LIST);
    Grant slowed = grant(new Facts().at("10.9.8.7").until(LATER).slowed(), LIST);
    assertThat(slowed.rateLimit()).contains("512k/10M");
    assertThat(slowed).usingRecursiveComparison().ignoringFields("rateLimit").isEqualTo(ordinary);
  }

  @Test
  void isolation_by_list_leaves_address_and_pool_alone() {
    Grant ordinary = grant(new Facts(), LIST);
    Grant isolated = grant(new Facts().unpaid(Entitlement.Unpaid.ISOLATE), LIST);
    assertThat(isolated.framedPool()).isEqualTo(ordinary.framedPool());
    assertThat(isolated.framedIp()).isEqualTo(ordinary.framedIp());
    assertThat(isolated.rateLimit()).contains("128k/128k");
    assertThat(isolated.addressList()).isEqualTo("isolir");
  }

  @Test
  void isolation_by_pool_takes_a_static_address_away() {
    Facts facts = new Facts().at("10.9.8.7").unpaid(Entitlement.Unpaid.ISOLATE);
    Grant isolated = grant(facts, POOL);
    assertThat(isolated.framedIp()).isEmpty();
    assertThat(isolated.framedPool()).contains("kolam-isolir");
    assertThat(isolated.addressList()).isEqualTo("isolir");
  }

  @Test
  void a_static_address_leaves_no_pool_beside_it() {
    Grant ordinary = grant(new Facts().at("10.9.8.7"), LIST);
    assertThat(ordinary.framedIp().map(InetAddress::getHostAddress)).contains("10.9.8.7");
    assertThat(ordinary.framedPool()).isEmpty();
    Grant isolated = grant(new Facts().at("10.9.8.7").held(), LIST);
    assertThat(isolated.framedIp()).isEqualTo(ordinary.framedIp());
    assertThat(isolated.framedPool()).isEmpty();
  }

  @Test
  void isolated_subscribers_are_not_ended_by_the_router() {
    assertThat(grant(new Facts().until(NOW), LIST).end()).isEmpty();
    assertThat(grant(new Facts().heldUntil(LATER).until(LATER), POOL).end()).isEmpty();
  }

  @Test
  void the_end_of_a_hold_is_when_the_answer_changes() {
    for (RouterPolicy router : new RouterPolicy[] {LIST, POOL, REJECT}) {
      assertThat(AccessPolicy.decide(new Facts().heldUntil(LATER).entitlement(), router, NOW))
          .extracting(Decision::changesAt)
          .isEqualTo(Optional.of(LATER));
    }
    assertThat(AccessPolicy.decide(new Facts().held().entitlement(), LIST, NOW).changesAt())
        .isEmpty();
  }

  @Test
  void an_ordinary_grant_has_all_that_was_sold_and_a_prefix_of_its_own_stands_for_the_pool() {
    Grant grant = new Facts().withEverything(LIST);

    assertThat(grant.addressPool()).contains(7L);
    assertThat(grant.framedPool()).contains("pppoe");
    assertThat(grant.routes()).containsExactly("10.9.0.0/24");
    assertThat(grant.ipv6().framedPrefix()).isPresent();
    assertThat(grant.ipv6().framedPool()).isEmpty();
    assertThat(grant.ipv6().delegatedPool()).contains("lan6");
    assertThat(grant.attributes()).hasSize(3);
  }

  @Test
  void the_walled_garden_has_no_routes_no_ipv6_and_no_other_way_around() {
    for (RouterPolicy router : List.of(LIST, POOL)) {
      Grant grant = new Facts().held().withEverything(router);

      assertThat(grant.routes()).isEmpty();
      assertThat(grant.ipv6()).isEqualTo(Ipv6.NONE);
      assertThat(grant.attributes())
          .extracting(ExtraAttribute::name)
          .containsExactly("Idle-Timeout", "Mikrotik-Group");
    }
    assertThat(new Facts().held().withEverything(LIST).addressPool()).contains(7L);
    assertThat(new Facts().held().withEverything(POOL).addressPool()).isEmpty();
    assertThat(new Facts().held().withEverything(POOL).framedPool()).contains("kolam-isolir");
  }

  @Test
  void a_static_address_leaves_no_pool_to_be_named() {
    Grant grant = new Facts().at("10.9.8.7").withEverything(LIST);

    assertThat(grant.framedIp()).isPresent();
    assertThat(grant.addressPool()).isEmpty();
    assertThat(grant.framedPool()).isEmpty();
  }

  private static Grant grant(Facts facts, RouterPolicy router) {
    return ((Decision.Accept) AccessPolicy.decide(facts.entitlement(), router, NOW)).grant();
  }

  private static RouterPolicy router(Isolation isolation) {
    return new RouterPolicy(isolation, "isolir", "kolam-isolir", "128k/128k");
  }

  /** Budi, 10 M down and 5 M up, and what is to be said of him. */
  record Facts(
      boolean isTerminated,
      Optional<Entitlement.Unpaid> nonPayment,
      Optional<Entitlement.Hold> hold,
      Optional<Instant> activeUntil,
      Optional<Inet4Address> address) {

    Facts() {
      this(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** To less than he bought upwards, and more downwards. */
    Facts slowed() {
      return unpaid(Entitlement.Unpaid.slow(new RateLimit.Pair(512_000, 20_000_000)));
    }

    Facts terminated() {
      return new Facts(true, nonPayment, hold, activeUntil, address);
    }

    Facts unpaid(Entitlement.Unpaid action) {
      return new Facts(isTerminated, Optional.of(action), hold, activeUntil, address);
    }

    Facts held() {
      return held(new Entitlement.Hold(Optional.empty()));
    }

    Facts pausedUntil(Instant end) {
      return held(new Entitlement.Hold(Optional.of(end), true));
    }

    Facts heldUntil(Instant end) {
      return held(new Entitlement.Hold(Optional.of(end)));
    }

    private Facts held(Entitlement.Hold by) {
      return new Facts(isTerminated, nonPayment, Optional.of(by), activeUntil, address);
    }

    Facts until(Instant end) {
      return new Facts(isTerminated, nonPayment, hold, Optional.of(end), address);
    }

    Facts at(String ip) {
      try {
        Inet4Address fixed = (Inet4Address) InetAddress.getByName(ip);
        return new Facts(isTerminated, nonPayment, hold, activeUntil, Optional.of(fixed));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(e);
      }
    }

    /** What it gets of a plan that sells everything. */
    Grant withEverything(RouterPolicy router) {
      Entitlement plain = entitlement();
      Entitlement sold =
          new Entitlement(
              plain.subscriberId(),
              plain.username(),
              plain.credentialVersion(),
              plain.terminated(),
              plain.unpaid(),
              plain.hold(),
              plain.activeUntil(),
              plain.staticIp(),
              plain.rateLimit(),
              plain.pool(),
              plain.addressList(),
              SessionRules.NONE,
              Optional.of(7L),
              List.of("10.9.0.0/24"),
              new Ipv6(
                  Optional.of(Ipv6Prefix.parse("2001:db8:1::/64")),
                  Optional.empty(),
                  Optional.of("enam"),
                  Optional.of("lan6")),
              List.of(
                  new ExtraAttribute("Framed-IPv6-Route", "2001:db8:9::/48"),
                  new ExtraAttribute("Idle-Timeout", "600"),
                  new ExtraAttribute("Mikrotik-Group", "emas")));
      return ((Decision.Accept) AccessPolicy.decide(sold, router, NOW)).grant();
    }

    Entitlement entitlement() {
      return new Entitlement(
          12,
          "budi",
          7,
          isTerminated,
          nonPayment,
          hold,
          activeUntil,
          address,
          Optional.of(RateLimit.of(5_000_000, 10_000_000)),
          Optional.of("pppoe"),
          "aktif",
          SessionRules.NONE,
          Optional.empty(),
          List.of(),
          Ipv6.NONE,
          List.of());
    }
  }
}
