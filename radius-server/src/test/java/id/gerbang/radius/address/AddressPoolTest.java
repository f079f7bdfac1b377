package id.gerbang.radius.address;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.address.AddressPool.Given;
import id.gerbang.radius.address.AddressPool.Holder;
import id.gerbang.radius.address.AddressPool.Knowledge;
import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.PlainPlace;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.session.Station;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AddressPoolTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String MODEM = "4C:5E:0C:11:22:33";
  private static final String PHONE = "4C:5E:0C:44:55:66";
  private static final int FIRST = Ipv4Number.of("10.10.0.1");

  private final OpenSessions sessions = new OpenSessions();
  private final AddressPool pool = new AddressPool(sessions);
  private long nanos = TimeUnit.DAYS.toNanos(1);

  @Test
  void a_subscriber_gets_the_same_address_again_and_another_gets_another() {
    hold(2);
    assertThat(login(1, 1, MODEM)).isEqualTo(new Given(FIRST, 0, true));
    assertThat(login(1, 1, PHONE)).isEqualTo(new Given(FIRST, 0, false));
    assertThat(login(2, 1, MODEM)).isEqualTo(new Given(FIRST + 1, 0, true));
    assertThat(login(3, 1, MODEM)).as("used up").isNull();
    assertThat(pool.inHand()).isZero();
  }

  @Test
  void sessions_at_once_have_addresses_of_their_own() {
    hold(3);
    assertThat(login(1, 2, MODEM).address()).isEqualTo(FIRST);
    assertThat(login(1, 2, PHONE)).isEqualTo(new Given(FIRST + 1, 1, true));
    assertThat(login(1, 2, MODEM).address()).as("dialled again").isEqualTo(FIRST);
    assertThat(login(1, 2, "another")).as("more than it may").isNull();
    nanos += TimeUnit.SECONDS.toNanos(31);
    assertThat(login(1, 2, "another").address()).as("no Start followed").isEqualTo(FIRST);
  }

  @Test
  void a_device_that_is_online_dials_again_for_its_own_address_however_it_is_written() {
    hold(2);
    login(1, 2, MODEM);
    sessions.follow(session(1, "10.10.0.1", MODEM, true));
    nanos += TimeUnit.SECONDS.toNanos(31);
    assertThat(login(1, 2, PHONE)).isEqualTo(new Given(FIRST + 1, 1, true));
    assertThat(login(1, 2, "4c5e0c112233").address()).isEqualTo(FIRST);
  }

  @Test
  void what_the_pool_has_no_more_is_nobodys_and_its_holder_gets_another() {
    hold(3);
    assertThat(login(1, 1, MODEM).address()).isEqualTo(FIRST);
    pool.keep(address -> address >= FIRST + 2);
    assertThat(pool.inHand()).isEqualTo(1);
    assertThat(login(1, 1, MODEM)).isEqualTo(new Given(FIRST + 2, 0, true));
    assertThat(login(2, 1, MODEM)).as("used up").isNull();
  }

  @Test
  void what_another_node_took_over_meanwhile_is_its_to_give() {
    hold(3);
    login(1, 1, MODEM);
    pool.told(Map.of(FIRST, Optional.of(new Holder(9, 0)), FIRST + 1, Optional.empty()));
    assertThat(pool.inHand()).isEqualTo(1);
    assertThat(login(1, 1, MODEM)).isEqualTo(new Given(FIRST + 2, 0, true));
  }

  @Test
  void a_lease_that_another_node_took_over_stays_its_holders() {
    hold(1);
    login(1, 1, MODEM);
    pool.told(Map.of(FIRST, Optional.of(new Holder(1, 0))));
    pool.learn(new Holder(1, 0), FIRST, NOW, false);
    assertThat(pool.lease(1, 1, Station.of(MODEM), Knowledge.BEHIND, NOW, ++nanos)).isNull();
    assertThat(login(1, 1, MODEM).address()).isEqualTo(FIRST);
  }

  @Test
  void a_node_that_knows_nothing_for_half_a_day_gives_nothing_new_and_what_it_gave_again() {
    hold(2);
    login(1, 1, MODEM);
    assertThat(pool.lease(2, 1, Station.of(MODEM), Knowledge.OLD, NOW, ++nanos)).isNull();
    assertThat(pool.lease(1, 1, Station.of(MODEM), Knowledge.OLD, NOW, ++nanos).address())
        .isEqualTo(FIRST);
  }

  @Test
  void what_a_live_session_reports_is_nobody_elses() {
    hold(2);
    sessions.follow(session(7, "10.10.0.1", PHONE, true));
    assertThat(login(1, 1, MODEM).address()).isEqualTo(FIRST + 1);
    assertThat(login(2, 1, MODEM)).isNull();
    sessions.follow(session(7, "10.10.0.1", PHONE, false));
    assertThat(login(2, 1, MODEM).address()).isEqualTo(FIRST);
  }

  @Test
  void a_session_of_nobody_that_is_known_has_the_address_that_it_reported_last() {
    hold(1);
    sessions.follow(session(OpenSession.NOBODY, "10.10.0.1", PHONE, true));
    assertThat(login(1, 1, MODEM)).isNull();
    sessions.follow(session(OpenSession.NOBODY, "10.10.0.2", PHONE, true));
    assertThat(login(1, 1, MODEM).address()).isEqualTo(FIRST);
  }

  @Test
  void a_lease_is_taken_back_only_when_nobody_has_it_nor_just_got_it() {
    hold(1);
    login(1, 1, MODEM);
    Holder holder = new Holder(1, 0);
    assertThat(pool.takeBack(holder, FIRST, nanos)).as("given now").isFalse();
    nanos += TimeUnit.SECONDS.toNanos(31);
    sessions.follow(session(1, "10.10.0.1", MODEM, true));
    assertThat(pool.takeBack(holder, FIRST, nanos)).as("online").isFalse();
    sessions.follow(session(1, "10.10.0.1", MODEM, false));
    assertThat(pool.takeBack(holder, FIRST, nanos)).isTrue();
    assertThat(login(1, 1, MODEM)).as("nobody's yet").isNull();
  }

  @Test
  void another_nodes_lease_is_given_only_while_it_is_known_what_that_node_did() {
    hold(1);
    pool.learn(new Holder(1, 0), FIRST + 7, NOW, false);
    assertThat(pool.lease(1, 1, Station.of(MODEM), Knowledge.BEHIND, NOW, nanos)).isNull();
    assertThat(pool.lease(1, 1, Station.of(MODEM), Knowledge.CURRENT, NOW, nanos).address())
        .isEqualTo(FIRST + 7);
  }

  @Test
  void of_two_leases_of_one_holder_the_earlier_holds() {
    Holder holder = new Holder(1, 0);
    pool.learn(holder, FIRST + 1, NOW, true);
    pool.learn(holder, FIRST, NOW.minusSeconds(1), true);
    pool.learn(holder, FIRST + 2, NOW.plusSeconds(1), true);
    assertThat(pool.leaseOf(1)).hasValue(FIRST);
  }

  @Test
  void of_two_holders_of_one_address_the_one_that_is_restored_later_has_it() {
    pool.restore(new Holder(1, 0), FIRST, NOW, true);
    pool.restore(new Holder(2, 0), FIRST, NOW.plusSeconds(1), true);
    assertThat(pool.leaseOf(1)).isEmpty();
    assertThat(pool.leaseOf(2)).hasValue(FIRST);

    pool.restore(new Holder(1, 0), FIRST + 1, NOW.plusSeconds(2), true);
    pool.restore(new Holder(1, 0), FIRST, NOW.plusSeconds(3), true);
    assertThat(pool.leaseOf(1)).as("of two the earlier").hasValue(FIRST + 1);
    assertThat(pool.leaseOf(2)).isEmpty();
  }

  @Test
  void logins_on_many_loops_at_once_share_no_address() throws Exception {
    int subscribers = 2_000;
    hold(subscribers);
    ExecutorService loops = Executors.newFixedThreadPool(4);
    Set<Integer> addresses = ConcurrentHashMap.newKeySet();
    try {
      List<Callable<Boolean>> logins = new ArrayList<>();
      for (int i = 0; i < 2 * subscribers; i++) {
        long subscriber = i % subscribers;
        logins.add(() -> addresses.add(login(subscriber, 1, MODEM).address()));
      }
      for (Future<Boolean> login : loops.invokeAll(logins)) {
        login.get();
      }
    } finally {
      loops.shutdownNow();
    }
    assertThat(addresses).hasSize(subscribers);
    assertThat(pool.inHand()).isZero();
    assertThat(pool.leased()).isEqualTo(subscribers);
  }

  private void hold(int addresses) {
    for (int i = 0; i < addresses; i++) {
      pool.add(FIRST + i);
    }
  }

  private Given login(long subscriber, int sharedUsers, String station) {
    return pool.lease(subscriber, sharedUsers, Station.of(station), Knowledge.CURRENT, NOW, nanos);
  }

  private static SessionRow session(long subscriber, String ip, String station, boolean open) {
    Place place = PlainPlace.of(ip, station);
    return new SessionRow(
        new SessionKey(1, "8100000" + subscriber, "u" + subscriber),
        0,
        Optional.of(subscriber).filter(id -> id != OpenSession.NOBODY),
        "",
        "",
        place,
        NOW,
        NOW,
        NOW,
        Counters.ZERO,
        open ? Optional.empty() : Optional.of(new SessionRow.Stop(NOW, 0, 1, false)));
  }
}
