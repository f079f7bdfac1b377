package id.gerbang.radius.admission;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Entitlement.MacPolicy;
import id.gerbang.core.access.Entitlement.OnLimit;
import id.gerbang.core.access.Entitlement.SessionRules;
import id.gerbang.core.access.GrantTimes;
import id.gerbang.core.access.Reason;
import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.PlainPlace;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.DirectoryFixture;
import id.gerbang.radius.subscriber.PlainRouter;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SessionLimitsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T05:00:00Z");
  private static final SessionKey KEY = new SessionKey(1, "81000001", "budi");
  private static final SessionRules ONE =
      new SessionRules(1, OnLimit.REFUSE, MacPolicy.OFF, List.of(), Optional.empty());

  private final MovableClock clock = new MovableClock(NOON);
  private final Counters counters = new Counters();
  private final OpenSessions sessions = new OpenSessions();
  private final SubscriberDirectory directory = new SubscriberDirectory(Timepiece.of(clock));
  private final RouterRegistry routers = new RouterRegistry(router -> {});
  private final SessionLimits limits =
      new SessionLimits(
          directory, routers, sessions, new Reservations(counters, () -> 0), counters, clock);
  private String granted = "";
  private Optional<Long> subscriber = Optional.of(1L);

  @Test
  void a_session_keeps_its_place_as_long_as_it_is_known_to_be_silent_at_times() {
    heard();
    assertThat(anotherHasPlace()).isFalse();
    clock.move(GrantTimes.SHORTEST_SILENCE.plusSeconds(1));
    assertThat(anotherHasPlace()).isTrue();

    clock.move(Duration.ofMinutes(40));
    heard();
    sessions.heardRarely(KEY, Duration.ofMinutes(40));
    clock.move(Duration.ofMinutes(119));
    assertThat(anotherHasPlace()).isFalse();
    clock.move(Duration.ofMinutes(2));
    assertThat(anotherHasPlace()).isTrue();
  }

  @Test
  void a_session_in_doubt_has_its_place_again_once_it_speaks_whatever_its_routers_clock_says() {
    heard();
    limits.doubt(sessions.find(KEY).orElseThrow());
    assertThat(anotherHasPlace()).isTrue();

    clock.move(Duration.ofMinutes(5));
    heard(NOON.minusSeconds(60));

    assertThat(anotherHasPlace()).isFalse();
    limits.expire();
    assertThat(counters.text()).contains("gerbang_radius_sessions_in_doubt 0\n");
  }

  @Test
  void an_address_is_another_subscribers_while_his_session_has_it() throws Exception {
    Inet4Address address = (Inet4Address) InetAddress.getByName("203.0.113.9");
    Entitlement siti = DirectoryFixture.named(2, "siti");
    heardAt("203.0.113.9");
    OpenSession session = sessions.find(KEY).orElseThrow();
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 1)).contains(session);
    assertThat(limits.holder(address, DirectoryFixture.named(1, "lain"), Station.UNKNOWN, 1))
        .as("his own")
        .isEmpty();
    assertThat(limits.holder(address, DirectoryFixture.named(2, "budi"), Station.UNKNOWN, 1))
        .as("his name")
        .isEmpty();

    limits.doubt(session);
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 1)).isEmpty();
    clock.move(Duration.ofMinutes(1));
    heardAt("203.0.113.9");
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 1)).isPresent();
    clock.move(GrantTimes.SHORTEST_SILENCE.plusSeconds(1));
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 1)).isEmpty();

    heardAt("203.0.113.10");
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 1))
        .as("he has another by now")
        .isEmpty();
  }

  /** As by a secret of the router's own, while an ISP moves in. */
  @Test
  void an_address_is_not_given_away_from_a_session_of_nobody_on_the_same_router() throws Exception {
    Inet4Address address = (Inet4Address) InetAddress.getByName("203.0.113.9");
    Entitlement siti = DirectoryFixture.named(2, "siti");
    subscriber = Optional.empty();
    heardAt("203.0.113.9");
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 1)).isPresent();
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 2)).as("on another router").isEmpty();
    assertThat(limits.holder(address, DirectoryFixture.named(1, "budi"), Station.UNKNOWN, 1))
        .as("whose name is a subscriber's since it began")
        .isEmpty();
    heard(clock.instant(), PlainPlace.of("203.0.113.9", "4C:5E:0C:11:22:33"));
    Station modem = Station.of("4c5e0c112233");
    assertThat(limits.holder(address, siti, Station.of("4C:5E:0C:44:55:66"), 1)).isPresent();
    assertThat(limits.holder(address, siti, modem, 1)).as("his modem dials anew").isEmpty();
    clock.move(GrantTimes.SHORTEST_SILENCE.plusSeconds(1));
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 1)).as("silent").isEmpty();
  }

  /** Routers may have pools of their own, alike in networks that do not meet. */
  @Test
  void elsewhere_it_is_his_while_his_session_was_granted_what_he_is_not_entitled_to()
      throws Exception {
    Inet4Address address = (Inet4Address) InetAddress.getByName("203.0.113.9");
    Entitlement siti = DirectoryFixture.named(2, "siti");
    heardAt("203.0.113.9");
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 2))
        .as("of what nothing is known")
        .isEmpty();

    Entitlement budi = DirectoryFixture.budi(Optional.empty(), Optional.empty());
    DirectoryFixture.put(directory, budi);
    granted = Granted.of(Reason.ACTIVE, AccessPolicy.ordinary(budi)).text();
    heardAt("203.0.113.9");
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 2))
        .as("by a pool of that router")
        .isEmpty();

    granted = Granted.of(Reason.ACTIVE, AccessPolicy.ordinary(budi).at(address)).text();
    heardAt("203.0.113.9");
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 2)).isPresent();

    granted = Granted.of(Reason.ACTIVE, AccessPolicy.ordinary(budi)).text();
    heardAt("203.0.113.9");
    DirectoryFixture.remove(directory, 1);
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 2))
        .as("of who is deleted")
        .isPresent();
  }

  @Test
  void elsewhere_who_is_in_a_walled_garden_keeps_it_from_nobody() throws Exception {
    Inet4Address address = (Inet4Address) InetAddress.getByName("203.0.113.9");
    Entitlement siti = DirectoryFixture.named(2, "siti");
    Entitlement budi =
        DirectoryFixture.budi(Optional.of(Entitlement.Unpaid.ISOLATE), Optional.empty());
    DirectoryFixture.put(directory, budi);
    RouterPolicy walled = new RouterPolicy(Isolation.POOL, "isolir", "isolir", "128k/128k");
    routers.replace(List.of(PlainRouter.with(Secret.of("rahasia"), walled)));
    Decision.Accept isolated = (Decision.Accept) AccessPolicy.decide(budi, walled, NOON);
    granted = Granted.of(isolated.reason(), isolated.grant()).text();
    heardAt("203.0.113.9");
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 2))
        .as("by that router's pool")
        .isEmpty();

    granted = Granted.of(isolated.reason(), isolated.grant().at(address)).text();
    heardAt("203.0.113.9");
    assertThat(limits.holder(address, siti, Station.UNKNOWN, 2))
        .as("as his own until now")
        .isPresent();
  }

  @Test
  void elsewhere_who_cannot_be_read_keeps_it_from_nobody() throws Exception {
    Inet4Address address = (Inet4Address) InetAddress.getByName("203.0.113.9");
    Entitlement budi = DirectoryFixture.budi(Optional.empty(), Optional.empty());
    DirectoryFixture.put(directory, budi);
    granted = Granted.of(Reason.ACTIVE, AccessPolicy.ordinary(budi)).text();
    heardAt("203.0.113.9");
    DirectoryFixture.unreadable(directory, 1);
    assertThat(limits.holder(address, DirectoryFixture.named(2, "siti"), Station.UNKNOWN, 2))
        .isEmpty();
  }

  private boolean anotherHasPlace() {
    Device another = new Device(Station.UNKNOWN, 2, OptionalLong.empty(), "other");
    return limits.hasPlace(ONE, 1, another, List.of());
  }

  private void heard() {
    heard(clock.instant());
  }

  private void heard(Instant byItsRoutersClock) {
    heard(byItsRoutersClock, PlainPlace.NOWHERE);
  }

  private void heardAt(String address) {
    heard(clock.instant(), PlainPlace.at(address));
  }

  private void heard(Instant byItsRoutersClock, Place place) {
    sessions.follow(
        new SessionRow(
            KEY,
            0,
            subscriber,
            "",
            granted,
            place,
            NOON,
            byItsRoutersClock,
            clock.instant(),
            id.gerbang.radius.session.Counters.ZERO,
            Optional.empty()));
  }
}
