package id.gerbang.radius.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.Station;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReservationExchangeTest {

  private static final Device HOME =
      new Device(Station.of("4C:5E:0C:11:22:33"), 1, OptionalLong.of(15_728_641), "81000001");

  private final DatabaseConfig database = TestDatabase.fresh();
  private final AtomicLong nanos = new AtomicLong();
  private final Reservations reservations = new Reservations(new Counters(), nanos::get);
  private final HikariDataSource pool = Pool.open(database, ServiceRole.RADIUS, 1);
  private final Counters counters = new Counters();
  private final ReservationExchange exchange =
      new ReservationExchange(pool, reservations, counters, nanos::get);

  @AfterEach
  void close() {
    exchange.close();
    pool.close();
  }

  @Test
  void a_place_that_was_over_before_the_database_came_back_stays_untold() throws Exception {
    exchange.tell(1, HOME);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
    exchange.tell(2, HOME);
    exchange.start();

    await().until(() -> !told().isEmpty());
    assertThat(told()).containsExactly(2L);
  }

  /** As when the connection breaks, or leads to a standby by now. */
  @Test
  void a_place_that_could_not_be_told_is_told_by_the_next_try() throws Exception {
    failOnce();
    exchange.tell(1, HOME);
    exchange.start();

    await().untilAsserted(() -> assertThat(told()).containsExactly(1L));
  }

  @Test
  void a_place_that_a_start_gave_back_is_not_held_again_by_what_was_heard_before()
      throws Exception {
    exchange.start();
    held(1);
    await().until(() -> !reservations.devices(1).isEmpty());

    reservations.begun(1, HOME, Duration.ZERO);
    held(2);
    await().until(() -> !reservations.devices(2).isEmpty());

    assertThat(reservations.devices(1)).isEmpty();
  }

  @Test
  void nor_is_it_by_a_reading_that_goes_further_back_after_a_failure() throws Exception {
    held(1);
    TestDatabase.execute(database, "UPDATE reservation SET at = at - interval '10 seconds'");
    exchange.start();
    await().until(() -> !reservations.devices(1).isEmpty());
    held(2);
    await().until(() -> !reservations.devices(2).isEmpty());

    reservations.begun(1, HOME, Duration.ZERO);
    failOnce();
    exchange.tell(3, HOME);
    await().until(() -> told().contains(3L));

    assertThat(reservations.devices(1)).isEmpty();
  }

  /** As after the database's clock was set back. */
  @Test
  void what_was_told_in_the_future_holds_no_place_and_does_not_stay_until_then() throws Exception {
    held(1);
    TestDatabase.execute(database, "UPDATE reservation SET at = at + interval '1 hour'");
    held(2);
    exchange.start();

    await().untilAsserted(() -> assertThat(told()).containsExactly(2L));
    assertThat(reservations.devices(2)).containsExactly(HOME);
    assertThat(reservations.devices(1)).isEmpty();
  }

  /** The next that is told is refused. */
  @Test
  void while_nobody_can_be_told_no_more_than_so_many_wait_and_the_others_are_counted() {
    for (long subscriber = 1; subscriber <= 10_001; subscriber++) {
      exchange.tell(subscriber, HOME);
    }
    assertThat(counters.text())
        .contains("gerbang_radius_reservations_untold 10000\n")
        .contains("gerbang_radius_reservations_dropped_total 1\n");
  }

  private void failOnce() {
    TestDatabase.execute(
        database,
        """
        CREATE SEQUENCE tries;
        CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          IF nextval('public.tries') = 1 THEN
            RAISE EXCEPTION 'cannot execute INSERT in a read-only transaction';
          END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER fail_once BEFORE INSERT ON reservation EXECUTE FUNCTION fail_once()""");
  }

  /** At another node. */
  private void held(long subscriberId) {
    TestDatabase.execute(
        database,
        """
        INSERT INTO reservation (node, subscriber_id, station, router_id, nas_port, acct_session_id)
        VALUES (gen_random_uuid(), %d, '%s', 1, 15728641, '81000001')"""
            .formatted(subscriberId, HOME.station().text()));
  }

  private List<Long> told() throws SQLException {
    return TestDatabase.column(database, "SELECT subscriber_id FROM reservation").stream()
        .map(Long::valueOf)
        .toList();
  }
}
