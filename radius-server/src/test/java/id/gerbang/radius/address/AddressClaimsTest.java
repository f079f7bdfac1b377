package id.gerbang.radius.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.core.access.Entitlement.Ipv6;
import id.gerbang.core.access.Grant;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.accounting.Applier;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.address.AddressPools.Placement;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.PlainPlace;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses on their way between the table and the memory of a node that gives them. */
class AddressClaimsTest {

  private static final String OTHER = "00000000-0000-0000-0000-000000000001";
  private static final Grant OF_THE_POOL =
      new Grant(
          Optional.empty(),
          "aktif",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          1,
          Optional.of(1L),
          List.of(),
          Ipv6.NONE,
          List.of());

  @TempDir Path directory;

  private final DatabaseConfig database = TestDatabase.fresh();
  private final Clock clock = Clock.systemUTC();
  private final OpenSessions sessions = new OpenSessions();
  private HikariDataSource source;
  private Journal journal;
  private Applier applier;
  private AddressPools pools;
  private AddressClaims claims;

  @BeforeEach
  void open() throws SQLException {
    source = Pool.open(database, ServiceRole.RADIUS, 6);
    journal = Journal.open(directory);
    pools = new AddressPools(journal, sessions, clock);
    applier = applier(journal, sessions);
    claims = new AddressClaims(source, journal, applier, pools, new Counters(), clock, 0);
    execute("INSERT INTO address_pool (name) VALUES ('Rumahan')");
    execute("INSERT INTO address_range VALUES (1, '10.10.0.1', '10.10.0.2')");
  }

  private Applier applier(Journal from, OpenSessions to) {
    return Applier.of(
        from,
        source,
        new ClassCodec(new byte[32]),
        new SubscriberDirectory(Timepiece.of(clock)),
        to::follow,
        clock,
        ZoneId.of("Asia/Jakarta"));
  }

  @AfterEach
  void close() {
    claims.close();
    journal.close();
    applier.close();
    source.close();
  }

  @Test
  void of_two_addresses_that_two_nodes_gave_one_subscriber_the_later_comes_back() throws Exception {
    execute("INSERT INTO radius_node VALUES ('" + OTHER + "', now())");
    lease("10.10.0.1", OTHER, "2 hours");
    lease("10.10.0.2", journal.id().toString(), "1 hour");
    execute(
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, started_at, updated_at, heard_at, stopped_at)
        SELECT 1, '81000001', 'budi', 1, '10.10.0.2', t, t, t, t FROM (SELECT now() - interval '1 hour' AS t) ended""");
    start();

    await().untilAsserted(() -> assertThat(login(2)).contains("10.10.0.2"));
    assertThat(login(1)).contains("10.10.0.1");
  }

  @Test
  void a_range_that_was_taken_out_by_mistake_is_as_it_was_when_it_is_back() throws Exception {
    start();
    await().untilAsserted(() -> assertThat(login(1)).isPresent());
    String first = login(1).orElseThrow();
    await().untilAsserted(() -> assertThat(leased()).containsExactly(first));

    range("10.10.9.1", "10.10.9.1");
    await().untilAsserted(() -> assertThat(login(1)).contains("10.10.9.1"));
    range("10.10.0.1", "10.10.0.2");

    await().untilAsserted(() -> assertThat(login(2)).isPresent());
    assertThat(login(2).orElseThrow()).startsWith("10.10.0.").isNotEqualTo(first);
    assertThat(login(1)).contains(first);
    assertThat(login(3)).as("none is in two hands").isEmpty();
  }

  @Test
  void addresses_in_hand_that_others_have_by_other_ways_keep_nobody_from_the_rest()
      throws Exception {
    range("10.10.0.1", "10.10.0.40");
    start();
    await().until(() -> pools.inHand() == 16);
    for (int i = 1; i <= 16; i++) {
      sessions.follow(session(i, "10.10.0." + i));
    }
    await().untilAsserted(() -> assertThat(login(1)).contains("10.10.0.17"));
  }

  @Test
  void of_a_used_up_pool_the_table_is_not_read_for_each_login_that_is_refused() throws Exception {
    start();
    await().untilAsserted(() -> assertThat(login(1)).isPresent());
    await().untilAsserted(() -> assertThat(login(2)).isPresent());

    AtomicInteger readings = new AtomicInteger();
    pools.whenWanted(readings::incrementAndGet);
    await()
        .untilAsserted(
            () -> {
              readings.set(0);
              assertThat(login(3)).isEmpty();
              assertThat(readings).hasValue(0);
            });

    range("10.10.0.1", "10.10.0.3");
    await().untilAsserted(() -> assertThat(login(3)).contains("10.10.0.3"));
  }

  /** As an ISP has public ones, and a node for each of its routers. */
  @Test
  void of_a_pool_so_small_that_the_first_node_takes_all_of_it_the_second_has_its_part()
      throws Exception {
    range("10.10.0.1", "10.10.0.14");
    start();
    await().until(() -> pools.inHand() == 14);
    alive(journal);

    try (Journal itsJournal = Journal.open(directory.resolve("second"))) {
      OpenSessions itsSessions = new OpenSessions();
      AddressPools second = new AddressPools(itsJournal, itsSessions, clock);
      try (Applier itsApplier = applier(itsJournal, itsSessions);
          AddressClaims itsClaims =
              new AddressClaims(source, itsJournal, itsApplier, second, new Counters(), clock, 0)) {
        alive(itsJournal);
        itsApplier.start();
        itsClaims.start();

        List<String> given = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
          long here = 2L * i;
          long there = here + 1;
          await().untilAsserted(() -> assertThat(login(here)).isPresent());
          await().untilAsserted(() -> assertThat(login(second, there)).isPresent());
          given.add(login(here).orElseThrow());
          given.add(login(second, there).orElseThrow());
        }
        assertThat(given).doesNotHaveDuplicates().hasSize(12);
      }
    }
  }

  private void alive(Journal node) throws SQLException {
    execute(
        "INSERT INTO radius_node VALUES ('%s', now() + interval '1 hour')".formatted(node.id()));
  }

  private static SessionRow session(int number, String framedIp) {
    Instant now = Instant.now();
    return new SessionRow(
        new SessionKey(1, "8100000" + number, "agus" + number),
        0,
        Optional.empty(),
        "",
        "",
        PlainPlace.at(framedIp),
        now,
        now,
        now,
        id.gerbang.radius.session.Counters.ZERO,
        Optional.empty());
  }

  private void start() {
    applier.start();
    claims.start();
  }

  private Optional<String> login(long subscriberId) {
    return login(pools, subscriberId);
  }

  private static Optional<String> login(AddressPools at, long subscriberId) {
    return at.place(OF_THE_POOL, subscriberId, 1, Station.UNKNOWN)
            instanceof Placement.Placed placed
        ? placed.grant().framedIp().map(Inet4Address::getHostAddress)
        : Optional.empty();
  }

  private List<String> leased() throws SQLException {
    return TestDatabase.column(
        database, "SELECT host(address) FROM address_lease WHERE subscriber_id IS NOT NULL");
  }

  private void range(String first, String last) throws SQLException {
    execute("DELETE FROM address_range");
    execute("INSERT INTO address_range VALUES (1, '%s', '%s')".formatted(first, last));
  }

  private void lease(String address, String node, String ago) throws SQLException {
    execute(
        "INSERT INTO address_lease (address, pool_id, node, subscriber_id, leased_at) VALUES ('%s', 1, '%s', 1, now() - interval '%s')"
            .formatted(address, node, ago));
  }

  private void execute(String sql) throws SQLException {
    TestDatabase.execute(database, sql);
  }
}
