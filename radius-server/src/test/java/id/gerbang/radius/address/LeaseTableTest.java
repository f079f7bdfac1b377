package id.gerbang.radius.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.radius.address.AddressPool.Holder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // A transaction of another test, in another database, holds the xmin back.
class LeaseTableTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final UUID NODE = UUID.randomUUID();
  private static final UUID OTHER = UUID.randomUUID();
  private static final int FIRST = Ipv4Number.of("10.10.0.1");

  private final DatabaseConfig database = TestDatabase.fresh();
  private Connection connection;
  private LeaseTable table;
  private HandTable hands;

  @BeforeEach
  void connect() throws SQLException {
    TestDatabase.execute(database, "INSERT INTO address_pool (name) VALUES ('Rumahan')");
    TestDatabase.execute(
        database, "INSERT INTO address_range VALUES (1, '10.10.0.1', '10.10.0.8')");
    connection = TestDatabase.connect(database);
    connection.createStatement().execute("SET ROLE gerbang_radius");
    table = new LeaseTable(connection);
    hands = new HandTable(connection);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void an_address_is_claimed_once_whichever_node_asks() throws SQLException {
    assertThat(hands.claim(1, NODE, FIRST, 8, 3)).containsExactly(FIRST, FIRST + 1, FIRST + 2);
    assertThat(hands.claim(1, OTHER, FIRST, 8, 100)).hasSize(5).doesNotContain(FIRST);
    assertThat(hands.claim(1, NODE, FIRST, 8, 100)).isEmpty();
  }

  @Test
  void what_somebody_has_by_other_ways_is_not_claimed() throws SQLException {
    session("10.10.0.1", 7, "NULL");
    promised("10.10.0.2");

    assertThat(hands.claim(1, NODE, FIRST, 4, 4)).containsExactly(FIRST + 2, FIRST + 3);
  }

  @Test
  void what_was_promised_since_a_pool_gave_it_up_is_not_taken_over() throws SQLException {
    hands.claim(1, NODE, FIRST, 8, 100);
    TestDatabase.execute(
        database,
        "UPDATE address_pool SET archived_at = now(), updated_at = now() - interval '2 minutes'");
    TestDatabase.execute(database, "INSERT INTO address_pool (name) VALUES ('Toko')");
    promised("10.10.0.2");

    assertThat(hands.takeOver(2, OTHER, FIRST, 3, 100)).containsExactlyInAnyOrder(FIRST, FIRST + 2);
  }

  private void promised(String address) {
    TestDatabase.execute(
        database, "INSERT INTO customer (number, name) VALUES ('C-00001', 'Budi')");
    TestDatabase.execute(database, "INSERT INTO plan (name) VALUES ('10 Mega')");
    TestDatabase.execute(
        database, "INSERT INTO plan_version (plan_id, version, price) VALUES (1, 1, 150000)");
    TestDatabase.execute(
        database,
        "INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed, static_ip)"
            + " VALUES (1, 1, 1, 'budi', '', '%s')".formatted(address));
  }

  @Test
  void only_leases_whose_session_has_proved_its_end_can_be_taken_back_the_oldest_first()
      throws SQLException {
    for (int subscriber = 1; subscriber <= 5; subscriber++) {
      lease(subscriber);
    }
    session("10.10.0.1", 1, "'2026-11-22 09:00:00Z'");
    session("10.10.0.2", 2, "'2026-11-22 08:00:00Z'");
    session("10.10.0.3", 3, "'2026-11-22 09:59:00Z'"); // a moment ago
    session("10.10.0.4", 4, "NULL"); // online; 5 was never seen

    assertThat(table.ended(1, NODE, NOW, 10))
        .extracting(LeaseTable.Ended::holder)
        .containsExactly(new Holder(2, 0), new Holder(1, 0));
    assertThat(table.ended(1, OTHER, NOW, 10)).as("another node's to give").isEmpty();

    table.release(List.of(FIRST + 1));
    assertThat(table.stillNobodys(NODE, List.of(FIRST, FIRST + 1))).containsExactly(FIRST + 1);
    assertThat(table.stillNobodys(OTHER, List.of(FIRST + 1))).isEmpty();
  }

  /** As where a router gave it of its own, or its guest never noticed that his lease was over. */
  @Test
  void an_address_is_given_to_nobody_while_anybody_is_online_there() throws SQLException {
    lease(1);
    session("10.10.0.1", 1, "'2026-11-22 08:00:00Z'");
    session("10.10.0.1", 9, "NULL");
    assertThat(table.ended(1, NODE, NOW, 10)).isEmpty();

    table.release(List.of(FIRST));
    assertThat(table.stillNobodys(NODE, List.of(FIRST))).isEmpty();
  }

  @Test
  void leases_from_before_the_oldest_month_that_is_kept_can_be_taken_back_first()
      throws SQLException {
    TestDatabase.execute(database, "SELECT make_month_partitions('2020-08-01', 1)");
    for (int subscriber = 1; subscriber <= 6; subscriber++) {
      lease(subscriber);
    }
    leasedAt(1, "2020-07-30 07:00:00Z");
    leasedAt(2, "2019-07-30 07:00:00Z");
    leasedAt(3, "2019-07-30 07:00:00Z");
    session("10.10.0.3", 3, "NULL"); // online
    leasedAt(4, "2019-07-30 07:00:00Z");
    session("10.10.0.4", 4, "'2026-11-22 09:00:00Z'");
    leasedAt(5, "2020-08-02 07:00:00Z"); // a session since then would be known
    leasedAt(6, "2019-07-30 07:00:00Z");
    session("10.99.0.6", 6, "NULL"); // online, elsewhere or by a router that does not say where

    assertThat(table.ended(1, NODE, NOW, 10))
        .extracting(LeaseTable.Ended::holder)
        .containsExactly(new Holder(2, 0), new Holder(1, 0), new Holder(4, 0));
  }

  private void leasedAt(int subscriber, String time) {
    TestDatabase.execute(
        database,
        "UPDATE address_lease SET leased_at = '%s' WHERE subscriber_id = %d"
            .formatted(time, subscriber));
  }

  @Test
  void what_a_node_had_that_is_gone_for_a_day_is_another_s_and_leases_stay() throws SQLException {
    hands.claim(1, NODE, FIRST, 8, 4);
    TestDatabase.execute(
        database,
        "UPDATE address_lease SET subscriber_id = 7, leased_at = now() WHERE address = '10.10.0.2'");
    seen("23 hours");
    assertThat(hands.adopt(1, OTHER)).as("it may come back").isEmpty();
    seen("25 hours");
    TestDatabase.execute(
        database, "INSERT INTO journal_position VALUES ('%s', 0, now())".formatted(NODE));
    assertThat(hands.adopt(1, OTHER)).as("its journal moves").isEmpty();
    TestDatabase.execute(
        database, "UPDATE journal_position SET applied_at = now() - interval '2 days'");

    List<LeaseTable.Row> adopted = hands.adopt(1, OTHER);
    assertThat(adopted).hasSize(4).allMatch(row -> row.node().equals(OTHER));
    assertThat(adopted)
        .filteredOn(row -> row.holder().isPresent())
        .extracting(LeaseTable.Row::address, row -> row.holder().orElseThrow())
        .containsExactly(tuple(FIRST + 1, new Holder(7, 0)));
    assertThat(hands.adopt(1, OTHER)).isEmpty();
  }

  @Test
  void what_a_pool_has_no_more_is_another_s_once_every_node_knows() throws SQLException {
    hands.claim(1, NODE, FIRST, 8, 100);
    TestDatabase.execute(database, "UPDATE address_range SET last = '10.10.0.4'");
    TestDatabase.execute(database, "INSERT INTO address_pool (name) VALUES ('Toko')");
    TestDatabase.execute(
        database, "INSERT INTO address_range VALUES (2, '10.10.0.5', '10.10.0.8')");
    session("10.10.0.6", 7, "NULL");
    seen("1 second");
    assertThat(hands.takeOver(2, OTHER, FIRST, 8, 100)).as("a moment ago").isEmpty();
    TestDatabase.execute(
        database, "UPDATE address_pool SET updated_at = now() - interval '2 minutes'");
    seen("1 hour");
    assertThat(hands.takeOver(2, OTHER, FIRST, 8, 100)).as("its node may not know").isEmpty();
    seen("1 second");

    assertThat(hands.takeOver(2, OTHER, FIRST, 8, 2))
        .containsExactlyInAnyOrder(FIRST + 4, FIRST + 6);
    assertThat(hands.takeOver(2, OTHER, FIRST, 8, 100)).containsExactly(FIRST + 7);
    TestDatabase.execute(database, "UPDATE address_pool SET archived_at = now() WHERE id = 1");
    assertThat(hands.takeOver(2, OTHER, FIRST, 8, 100)).hasSize(4);
  }

  /** How long ago the node was alive. */
  private void seen(String ago) {
    TestDatabase.execute(
        database,
        "INSERT INTO radius_node VALUES ('%s', now() - interval '%s') ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at"
            .formatted(NODE, ago));
  }

  @Test
  void a_reader_sees_what_changed_since_its_last_reading() throws SQLException {
    lease(1);
    long before = table.xmin();
    lease(2);
    List<LeaseTable.Row> rows = table.changedSince(before);
    assertThat(rows).extracting(LeaseTable.Row::address).containsExactly(FIRST + 1);
    assertThat(rows.get(0).holder()).contains(new Holder(2, 0));
    assertThat(table.changedSince(0)).hasSize(2);
    assertThat(table.ranges().size(1)).isEqualTo(8);
  }

  /** The lease of 10.10.0.N to subscriber N. */
  private void lease(int subscriber) {
    TestDatabase.execute(
        database,
        "INSERT INTO address_lease (address, pool_id, node, subscriber_id, leased_at) VALUES ('10.10.0.%d', 1, '%s', %d, '2026-11-22 07:00:00Z')"
            .formatted(subscriber, NODE, subscriber));
  }

  private void session(String ip, int subscriber, String stopped) {
    TestDatabase.execute(
        database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, started_at, updated_at, heard_at, stopped_at)
        VALUES (1, '8100000%d', 'u%d', %d, '%s', '2026-11-22 07:00:00Z', '2026-11-22 07:00:00Z', '2026-11-22 07:00:00Z', %s)"""
            .formatted(subscriber, subscriber, subscriber, ip, stopped));
  }
}
