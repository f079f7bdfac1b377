package id.gerbang.radius.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Entitlement.MacPolicy;
import id.gerbang.core.access.Entitlement.OnLimit;
import id.gerbang.core.access.Entitlement.SessionRules;
import id.gerbang.core.access.Reason;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.PlainPlace;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.DirectoryFixture;
import id.gerbang.radius.subscriber.PlainRouter;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Two devices of one subscriber, step by step at the same moment. */
class AdmissionTest {

  private static final Secret SECRET = Secret.of("testing123-lab");
  private static final Instant NOON = Instant.parse("2026-11-22T05:00:00Z");
  private static final String HOME = "4c5e0c112233";
  private static final String OTHER = "4c5e0c112244";

  /** Says nothing of a device. */
  private static final String SSTP = "203.0.113.9";

  private static final String OTHER_SSTP = "203.0.113.10";

  private final MovableClock clock = new MovableClock(NOON);
  private final List<String> learned = new ArrayList<>();
  private final SubscriberDirectory directory =
      new SubscriberDirectory(clock, (id, mac, at) -> learned.add(mac));
  private final Counters counters = new Counters();
  private final OpenSessions sessions = new OpenSessions();

  @TempDir Path folder;
  private Journal journal;
  private Admission admission;
  private Router router;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(folder.resolve("journal"));
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    admission =
        new Admission(
            directory,
            new RouterRegistry(any -> {}),
            sessions,
            new AccessEvents(journal, nowhere, counters),
            nowhere,
            counters,
            clock);
    router = PlainRouter.with(SECRET);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void of_two_devices_that_are_first_at_once_one_is_let_in() throws Exception {
    HeldPlace home = place(HOME);
    HeldPlace other = place(OTHER);
    assertThat(learned).as("of who is not let in yet").isEmpty();

    assertThat(accepted(other, OTHER)).isEmpty();
    assertThat(accepted(home, HOME)).map(Admission.Refusal::reason).contains(Reason.WRONG_MAC);

    assertThat(learned).containsExactly(OTHER);
    assertThat(refusal(SSTP)).as("the second place is free again").isEmpty();
    assertThat(refusal(HOME)).map(Admission.Refusal::reason).contains(Reason.WRONG_MAC);
  }

  @Test
  void who_gives_up_leaves_place_and_first_device_to_the_next() throws Exception {
    admission.givenUp(place(HOME));

    assertThat(accepted(place(OTHER), OTHER)).isEmpty();
    assertThat(learned).containsExactly(OTHER);
    expectRoomForOneMore();
  }

  /** As when the second finds its pool empty. */
  @Test
  void who_gives_up_leaves_the_place_of_another_login_from_the_same_device() throws Exception {
    HeldPlace first = place(HOME);
    HeldPlace second = place(HOME);
    assertThat(accepted(first, HOME)).isEmpty();
    admission.givenUp(second);

    expectRoomForOneMore();
  }

  @Test
  void nor_does_the_first_take_it_from_the_second() throws Exception {
    HeldPlace first = place(HOME);
    HeldPlace second = place(HOME);
    admission.givenUp(first);
    assertThat(accepted(second, HOME)).isEmpty();

    expectRoomForOneMore();
  }

  @Test
  void a_late_word_of_the_session_before_does_not_take_the_place_that_a_login_holds()
      throws Exception {
    report(NOON.minusSeconds(600), Optional.empty());
    assertThat(accepted(place(HOME), HOME)).isEmpty();
    clock.move(Duration.ofSeconds(1));
    report(NOON.minusSeconds(600), Optional.empty());
    report(NOON.minusSeconds(600), Optional.of(new SessionRow.Stop(NOON, 600, 1, false)));

    expectRoomForOneMore();
  }

  /** Applied now, of the device at home. */
  private void report(Instant startedAt, Optional<SessionRow.Stop> stop) {
    sessions
        .follow(
            new SessionRow(
                new SessionKey(1, "81000001", "budi"),
                0,
                Optional.of(1L),
                "",
                "",
                PlainPlace.of(HOME),
                startedAt,
                clock.instant(),
                clock.instant(),
                id.gerbang.radius.session.Counters.ZERO,
                stop))
        .ifPresent(admission::reported);
  }

  private void expectRoomForOneMore() throws Exception {
    assertThat(refusal(SSTP)).isEmpty();
    assertThat(refusal(OTHER_SSTP))
        .map(Admission.Refusal::reason)
        .contains(Reason.TOO_MANY_SESSIONS);
  }

  private HeldPlace place(String station) throws Exception {
    return (HeldPlace) ask(station);
  }

  private Optional<Admission.Refusal> refusal(String station) throws Exception {
    return ask(station) instanceof Admission.Refusal refusal
        ? Optional.of(refusal)
        : Optional.empty();
  }

  private Admission.Answer ask(String station) throws Exception {
    return admission.ask(
        router,
        router,
        request(station),
        Station.of(station),
        budi(),
        AccessPolicy.ordinary(budi()));
  }

  private Optional<Admission.Refusal> accepted(HeldPlace place, String station) {
    return admission.accepted(router, place, Station.of(station), budi(), NOON);
  }

  private static RadiusPacket request(String station) throws Exception {
    return Packets.packet(
        RequestWriter.accessRequest(1, new SecureRandom())
            .text(Attribute.CALLING_STATION_ID, station)
            .userPassword("rahasia".getBytes(UTF_8), SECRET)
            .finish(SECRET));
  }

  /** Two places, for the first device. */
  private static Entitlement budi() {
    return DirectoryFixture.named(
        1,
        "budi",
        new SessionRules(2, OnLimit.REFUSE, MacPolicy.FIRST, List.of(), Optional.empty()));
  }
}
