package id.gerbang.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.gerbang.core.plan.RateLimit;
import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
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
    Facts suspended = paid.unpaid(Entitlement.Unpaid.SUSPEND);
    return Stream.of(
        arguments("nothing against", paid, LIST, Reason.ACTIVE),
        arguments("terminated", paid.terminated(), LIST, Reason.TERMINATED),
        arguments("held", paid.held(), LIST, Reason.ISOLATED_BY_STAFF),
        arguments("held, no garden here", paid.held(), REJECT, Reason.PAUSED),
        arguments("held until later", paid.heldUntil(LATER), POOL, Reason.ISOLATED_BY_STAFF),
        arguments("held until this instant", paid.heldUntil(NOW), LIST, Reason.ACTIVE),
        arguments("unpaid", unpaid, LIST, Reason.ISOLATED_UNPAID),
        arguments("unpaid, pool", unpaid, POOL, Reason.ISOLATED_UNPAID),
        arguments("unpaid, no garden here", unpaid, REJECT, Reason.SUSPENDED_UNPAID),
        arguments("unpaid to be suspended", suspended, LIST, Reason.SUSPENDED_UNPAID),
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

    Facts terminated() {
      return new Facts(true, nonPayment, hold, activeUntil, address);
    }

    Facts unpaid(Entitlement.Unpaid action) {
      return new Facts(isTerminated, Optional.of(action), hold, activeUntil, address);
    }

    Facts held() {
      return held(new Entitlement.Hold(Optional.empty()));
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
          "aktif");
    }
  }
}
