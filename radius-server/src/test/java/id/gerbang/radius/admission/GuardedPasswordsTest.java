package id.gerbang.radius.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.auth.Proof;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RawRequest;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.PlainPlace;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.DirectoryFixture;
import id.gerbang.radius.subscriber.LearnedMacs;
import id.gerbang.radius.subscriber.PlainRouter;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.Subscriber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedPasswordsTest {

  private static final Secret SECRET = Secret.of("testing123-lab");
  private static final String HOME = "4C:5E:0C:11:22:33";
  private static final Optional<Subscriber> BUDI =
      Optional.of(
          new Subscriber(
              DirectoryFixture.budi(Optional.empty(), Optional.empty()), Password.of("rahasia")));

  private final AtomicLong nanos = new AtomicLong();
  private final KnownStations stations = new KnownStations();
  private final OpenSessions sessions = new OpenSessions();
  private final LearnedMacs macs = new LearnedMacs((id, mac, at) -> {});
  private final Counters counters = new Counters();
  private final GuardedPasswords passwords =
      new GuardedPasswords(stations, sessions, macs, counters, nanos::get);
  private Router router;

  @BeforeEach
  void open() throws Exception {
    router = PlainRouter.with(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a login", "its first MAC", "a session"})
  void others_guesses_do_not_lock_out_a_station_that_was_here(String by) throws Exception {
    switch (by) {
      case "a login" -> stations.add(1, Station.of(HOME));
      case "its first MAC" ->
          macs.learn(1, Station.of(HOME).text(), Optional.empty(), Instant.EPOCH);
      default -> sessions.follow(sessionFrom(HOME));
    }
    for (int i = 0; i < 100; i++) {
      check(login("salah", "4C:5E:0C:00:00:%02X".formatted(i % 4)));
    }
    assertThat(check(login("rahasia", HOME))).isInstanceOf(Proof.Right.class);
    assertThat(check(login("rahasia", "4C:5E:0C:00:00:00"))).isInstanceOf(Proof.Unexamined.class);
  }

  @Test
  void whoever_is_guessed_at_is_counted_once_whoever_guesses() throws Exception {
    stations.add(1, Station.of(HOME));
    check(login("salah", HOME));
    assertThat(counters.text()).contains("gerbang_radius_guessed_subscribers 1\n");
    check(login("salah", "4C:5E:0C:00:00:01"));
    assertThat(counters.text()).contains("gerbang_radius_guessed_subscribers 1\n");
  }

  @Test
  void whoever_says_that_he_is_such_a_station_guesses_twenty_times_a_minute() throws Exception {
    stations.add(1, Station.of(HOME));
    int examined = 0;
    for (int i = 0; i < 1_000; i++) {
      examined += check(login("salah", HOME)) instanceof Proof.Wrong ? 1 : 0;
    }
    assertThat(examined).isEqualTo(20);
    assertThat(check(login("rahasia", HOME))).isInstanceOf(Proof.Unexamined.class);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
    assertThat(check(login("rahasia", HOME))).isInstanceOf(Proof.Right.class);
  }

  @Test
  void who_does_not_say_where_he_calls_from_was_never_here() throws Exception {
    sessions.follow(sessionFrom(""));
    for (int i = 0; i < 20; i++) {
      check(login("salah", ""));
    }
    assertThat(check(login("rahasia", ""))).isInstanceOf(Proof.Unexamined.class);
  }

  @Test
  void beyond_the_limit_a_contradiction_is_still_silence() throws Exception {
    for (int i = 0; i < 20; i++) {
      check(login("salah", HOME));
    }
    RawRequest both = login("rahasia", HOME).octets(Attribute.EAP_MESSAGE, "EAP".getBytes(UTF_8));
    assertThat(check(both)).isInstanceOf(Proof.Contradictory.class);
  }

  /** What it was hidden under shows only in what was revealed: nobody's costs that work too. */
  @Test
  void the_password_of_an_unknown_name_is_revealed_and_compared_like_any_other() throws Exception {
    Secret another = Secret.of("another");
    for (Optional<Subscriber> subscriber : List.of(BUDI, Optional.<Subscriber>empty())) {
      assertThat(check(login("salah", HOME), subscriber))
          .isEqualTo(new Proof.Wrong(Method.PAP, false));
      assertThat(check(login("rahasia", HOME, another), subscriber))
          .isEqualTo(new Proof.Wrong(Method.PAP, true));
    }
  }

  private static SessionRow sessionFrom(String station) {
    Place place = PlainPlace.of(station);
    return new SessionRow(
        new SessionKey(1, "81000001", "budi"),
        1,
        Optional.of(1L),
        "",
        "",
        place,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        id.gerbang.radius.session.Counters.ZERO,
        Optional.empty());
  }

  private static RawRequest login(String password, String station) {
    return login(password, station, SECRET);
  }

  private static RawRequest login(String password, String station, Secret hiding) {
    return RawRequest.of(Code.ACCESS_REQUEST)
        .text(Attribute.USER_NAME, "budi")
        .text(Attribute.CALLING_STATION_ID, station)
        .pap(password, hiding);
  }

  private Proof check(RawRequest login) throws Exception {
    return check(login, BUDI);
  }

  private Proof check(RawRequest login, Optional<Subscriber> subscriber) throws Exception {
    RadiusPacket request = Packets.packet(login.finish(SECRET));
    return passwords.check(router, request, subscriber, Station.of(request));
  }
}
