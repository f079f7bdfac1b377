package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.Isp;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node acts on a router at a time (P13, P14). */
class LeasesTest {

  private final DatabaseConfig database = TestDatabase.fresh();
  private Connection connection;
  private Router router;
  private Node one;
  private Node two;

  @BeforeEach
  void open() throws Exception {
    connection = TestDatabase.connect(database);
    router =
        new Router(
            1,
            "BRAS-1",
            InetAddress.getByName("127.66.5.1"),
            Isp.SECRET,
            true,
            3799,
            Router.SignaturePolicy.AUTO,
            Optional.empty(),
            RouterPolicy.DEFAULT);
    one = new Node(router);
    two = new Node(router);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  /** A node as far as leases go. */
  private final class Node {
    private final RouterRegistry routers = new RouterRegistry(any -> {});
    private final Leases leases = new Leases(UUID.randomUUID(), routers);

    Node(Router router) {
      routers.replace(List.of(router));
    }

    void hears() {
      routers.heard(router, InetAddress.getLoopbackAddress(), System.nanoTime());
    }

    boolean renews() throws SQLException {
      leases.renew(connection);
      return leases.toActOn(1);
    }
  }

  /** A node dies when nothing renews for it any more. */
  @Test
  void of_two_nodes_one_acts_and_the_other_takes_over_when_it_dies() throws Exception {
    one.hears();
    two.hears();
    assertThat(one.renews()).isTrue();
    assertThat(two.renews()).isFalse();
    await().during(Duration.ofSeconds(3)).until(() -> one.renews() && !two.renews());

    await()
        .atMost(Duration.ofSeconds(14))
        .until(
            () -> {
              boolean taken = two.renews();
              assertThat(taken && one.leases.toActOn(1)).as("both at once").isFalse();
              return taken;
            });
    assertThat(one.renews()).isFalse();
  }

  @Test
  void a_planned_stop_hands_over_at_once() throws Exception {
    one.hears();
    two.hears();
    assertThat(one.renews()).isTrue();

    one.leases.stop();
    one.leases.release(connection);

    assertThat(one.leases.toActOn(1)).isFalse();
    assertThat(two.renews()).isTrue();
  }

  @Test
  void a_router_goes_to_the_node_that_it_speaks_to() throws Exception {
    assertThat(one.renews()).isTrue();
    two.hears();
    assertThat(two.renews()).isFalse();

    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              boolean still = one.renews();
              boolean taken = two.renews();
              assertThat(still && taken).as("both at once").isFalse();
              return taken;
            });
    assertThat(one.renews()).isFalse();
  }

  @Test
  void a_node_that_no_other_was_ever_seen_beside_goes_on_without_the_database() throws Exception {
    assertThat(one.renews()).isTrue();

    await().during(Duration.ofSeconds(11)).until(() -> one.leases.toActOn(1));
  }

  @Test
  void a_node_among_others_stops_when_its_lease_is_over() throws Exception {
    two.renews();
    one.hears();
    await().atMost(Duration.ofSeconds(25)).until(() -> one.renews());

    assertThat(one.leases.toActOn(1)).isTrue();
    await().until(this::leaseIsOver);
    assertThat(one.leases.toActOn(1)).isFalse();
  }

  private boolean leaseIsOver() throws SQLException {
    return TestDatabase.one(database, "SELECT until < clock_timestamp() FROM convergence_lease")
        .equals("t");
  }
}
