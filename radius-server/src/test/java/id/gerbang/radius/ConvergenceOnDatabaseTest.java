package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Convergence with PostgreSQL: differences to be seen, orders of staff, two nodes (P13, P14). */
class ConvergenceOnDatabaseTest {

  private static final String ADDRESS = "127.66.7.1";
  private static final Duration LEASE = Duration.ofSeconds(14);
  private static final int SUBSCRIBERS = 30;

  @TempDir Path directory;
  private Isp isp;
  private Nas nas;
  private SimulatedRouter router;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(Files.createDirectory(directory.resolve("one")), Clock.systemUTC());
    nas = new Nas(ADDRESS);
    router = new SimulatedRouter(ADDRESS);
    isp.router(1, ADDRESS, "auto", router.address().getPort());
    for (int i = 1; i <= SUBSCRIBERS; i++) {
      isp.subscriber(i, "budi" + i, "rahasia");
    }
    isp.awaitSubscribers(SUBSCRIBERS);
  }

  @AfterEach
  void close() {
    router.close();
    nas.close();
    isp.close();
  }

  @Test
  void a_difference_is_listed_while_the_router_is_silent_and_gone_when_it_is_closed()
      throws Exception {
    online("budi1", "s1");
    router.switchOn(false);

    isp.update(isolate("= 1"));

    await()
        .until(
            () ->
                isp.column(
                        "SELECT concat_ws(' ', kind, username, held, entitled, cause, state) FROM difference")
                    .equals(List.of("online budi1 ACTIVE ISOLATED_UNPAID OVERDUE sent")));
    assertThat(isp.metric("gerbang_radius_differences{kind=\"unpaid_but_online\"}")).isEqualTo(1);
    await()
        .until(
            () ->
                isp.metric("gerbang_radius_difference_oldest_seconds{kind=\"unpaid_but_online\"}")
                    >= 1);

    router.switchOn(true);
    await().until(() -> isp.column("SELECT 1 FROM difference").isEmpty());
    assertThat(isp.metric("gerbang_radius_acts_unproved")).isEqualTo(1);
    account(nas, 3, "budi1", "s1", Set.of());
    await().until(() -> isp.metric("gerbang_radius_acts_unproved") == 0);
  }

  @Test
  void an_acknowledged_disconnect_is_open_until_the_stop() throws Exception {
    online("budi1", "s1");
    isp.update("UPDATE subscription SET terminated_at = now() WHERE id = 1");

    await().until(() -> isp.column("SELECT state FROM difference").equals(List.of("unproved")));
    account(nas, 3, "budi1", "s1", Set.of());
    await().until(() -> router.acts().size() == 2);
    account(nas, 2, "budi1", "s1", Set.of());

    await().until(() -> isp.column("SELECT 1 FROM difference").isEmpty());
    assertThat(isp.metric("gerbang_radius_acts_unproved")).isZero();
  }

  @Test
  void a_coa_that_was_obeyed_but_not_answered_is_undone_by_the_next_run_too() throws Exception {
    online("budi1", "s1");
    router.switchOn(false);
    isp.update(isolate("= 1"));
    await().until(() -> !isp.column("SELECT 1 FROM session WHERE attempted <> ''").isEmpty());
    isp.stop();
    isp.update("UPDATE subscription SET unpaid_since = NULL, unpaid_action = NULL WHERE id = 1");
    int before = router.acts().size();
    router.switchOn(true);

    try (RadiusService next =
        isp.start(directory.resolve("one"), isp.database(), Clock.systemUTC())) {
      await().atMost(LEASE).until(() -> router.acts().size() == before + 1);
      assertThat(router.acts().get(before).code()).isEqualTo(Code.COA_REQUEST);
      await().until(() -> isp.column("SELECT 1 FROM session WHERE attempted <> ''").isEmpty());
      assertThat(next.metrics()).contains("gerbang_radius_sessions_unequal 0\n");
      await().during(Duration.ofSeconds(2)).until(() -> router.acts().size() == before + 1);
    }
  }

  @Test
  void a_coa_that_was_refused_changed_nothing_and_is_not_undone() throws Exception {
    online("budi1", "s1");
    router.refuse(501);
    isp.update(isolate("= 1"));
    await().until(() -> isp.column("SELECT state FROM difference").equals(List.of("refused")));

    isp.update("UPDATE subscription SET unpaid_since = NULL, unpaid_action = NULL WHERE id = 1");

    await().until(() -> isp.column("SELECT 1 FROM difference").isEmpty());
    assertThat(isp.column("SELECT attempted FROM session")).containsExactly("");
    assertThat(router.acts()).hasSize(1);
  }

  @Test
  void staff_end_a_session_once_and_the_one_after_it_lives_on() throws Exception {
    online("budi1", "s1");
    isp.update(
        "INSERT INTO disconnect_order (subscription_id, requested_by, requested_at) VALUES (1, 'staff:rina', now())");
    isp.update(
        "INSERT INTO disconnect_target (order_id, router_id, username, acct_session_id, generation)"
            + " VALUES (1, 1, 'budi1', 's1', 0)");

    await().until(() -> acts(Code.DISCONNECT_REQUEST).equals(List.of("s1")));
    account(nas, 2, "budi1", "s1", Set.of());
    await().until(() -> isp.metric("gerbang_radius_sessions_open") == 0);
    online("budi1", "s2");

    await()
        .until(() -> isp.column("SELECT outcome FROM disconnect_target").equals(List.of("ended")));
    await().during(Duration.ofSeconds(2)).until(() -> router.acts().size() == 1);
    await().until(isp::eventsAreStored);
    assertThat(isp.column("SELECT cause FROM access_event WHERE answer = 'disconnect-ack'"))
        .containsExactly("STAFF");
  }

  @Test
  void an_order_is_done_with_where_its_session_is_another_by_now() throws Exception {
    online("budi1", "s1");
    isp.update(
        "INSERT INTO disconnect_order (subscription_id, requested_by, requested_at) VALUES (1, 'staff:rina', now())");
    isp.update(
        "INSERT INTO disconnect_target (order_id, router_id, username, acct_session_id, generation)"
            + " VALUES (1, 1, 'budi1', 's1', 1)");

    await()
        .until(() -> isp.column("SELECT outcome FROM disconnect_target").equals(List.of("ended")));
    assertThat(router.acts()).isEmpty();
  }

  @Test
  void a_login_without_a_session_that_no_router_answers_for_is_given_up_in_the_end()
      throws Exception {
    router.switchOn(false);
    ordered(1, 1);
    await().until(() -> router.datagrams() > 0);
    assertThat(isp.column("SELECT 1 FROM disconnect_target WHERE done_at IS NULL")).hasSize(1);

    isp.update("UPDATE disconnect_order SET requested_at = now() - interval '10 minutes'");

    await()
        .until(
            () ->
                isp.column("SELECT outcome FROM disconnect_target").equals(List.of("unanswered")));
  }

  @Test
  void a_login_without_a_session_is_ended_by_its_name_and_address() throws Exception {
    isp.update(
        "INSERT INTO disconnect_order (subscription_id, requested_by, requested_at) VALUES (1, 'staff:rina', now())");
    isp.update(
        "INSERT INTO disconnect_target (order_id, router_id, username, framed_ip)"
            + " VALUES (1, 1, 'budi1', '10.9.8.7')");

    await()
        .until(
            () ->
                isp.column("SELECT outcome FROM disconnect_target")
                    .equals(List.of("acknowledged")));
    assertThat(router.acts()).hasSize(1);
    assertThat(router.acts().get(0).code()).isEqualTo(Code.DISCONNECT_REQUEST);
    assertThat(router.acts().get(0).user()).isEqualTo("budi1");
    assertThat(router.acts().get(0).framedIp()).isEqualTo("10.9.8.7");
    await()
        .until(
            () ->
                isp.column("SELECT cause FROM access_event WHERE answer = 'disconnect-ack'")
                    .equals(List.of("STAFF")));
  }

  @Test
  void orders_on_a_router_that_is_dead_keep_none_from_another() throws Exception {
    router.switchOn(false);
    try (SimulatedRouter other = new SimulatedRouter("127.66.7.2")) {
      isp.router(2, "127.66.7.2", "auto", other.address().getPort());
      ordered(10_000, 1);
      ordered(1, 2);

      await().until(() -> other.acts().size() == 1);
    }
  }

  @Test
  void of_logins_without_a_session_a_router_is_asked_of_some_at_a_time() throws Exception {
    router.switchOn(false);
    ordered(100, 1);

    await().until(() -> router.acts().size() == 16);
    await().until(() -> router.datagrams() >= 2 * 16);
    assertThat(router.acts()).hasSize(16);

    router.switchOn(true);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                isp.column("SELECT 1 FROM disconnect_target WHERE outcome = 'acknowledged'").size()
                    == 100);
  }

  /** Logins without a session, to be ended. */
  private void ordered(int logins, int router) throws Exception {
    isp.update(
        """
        WITH o AS (INSERT INTO disconnect_order (subscription_id, requested_by, requested_at) VALUES (1, 'staff:rina', now()) RETURNING id)
        INSERT INTO disconnect_target (order_id, router_id, username) SELECT o.id, %d, 'budi' || i FROM o, generate_series(1, %d) i"""
            .formatted(router, logins));
  }

  @Test
  void a_subscriber_whose_row_does_not_unseal_is_left_alone() throws Exception {
    online("budi1", "s1");

    isp.update("UPDATE subscription SET password_sealed = '\\x00' WHERE id = 1");

    isp.awaitSubscribers(SUBSCRIBERS - 1);
    await().during(Duration.ofSeconds(1)).until(() -> router.acts().isEmpty());
  }

  @Test
  void two_nodes_change_each_session_once_and_the_second_goes_on_without_the_first()
      throws Exception {
    for (int i = 1; i <= SUBSCRIBERS; i++) {
      online("budi" + i, "s" + i);
    }
    try (RadiusService second =
        isp.start(
            Files.createDirectory(directory.resolve("two")), isp.database(), Clock.systemUTC())) {
      await()
          .until(
              () ->
                  second.metrics().contains("gerbang_radius_sessions_open " + SUBSCRIBERS + "\n"));
      isp.update(isolate("<= " + SUBSCRIBERS));

      await().until(() -> router.acts().size() >= SUBSCRIBERS);
      await().during(Duration.ofSeconds(2)).until(() -> router.acts().size() == SUBSCRIBERS);
      assertThat(ports()).hasSize(1);
      Set<Integer> firsts = ports();

      isp.stop();
      isp.update("UPDATE subscription SET terminated_at = now() WHERE id = 1");

      await().atMost(LEASE).until(() -> acts(Code.DISCONNECT_REQUEST).equals(List.of("s1")));
      assertThat(ports()).hasSize(2).containsAll(firsts);
    }
  }

  private static String isolate(String ids) {
    return "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'isolate' WHERE id "
        + ids;
  }

  private List<String> acts(int code) {
    return router.acts().stream()
        .filter(act -> act.code() == code)
        .map(SimulatedRouter.Act::session)
        .toList();
  }

  private Set<Integer> ports() {
    return router.acts().stream().map(SimulatedRouter.Act::port).collect(Collectors.toSet());
  }

  /** Logs in and starts, with the Class that the Accept gave. */
  private void online(String username, String session) throws Exception {
    RadiusPacket accept = isp.login(nas, username, "rahasia");
    assertThat(accept.code()).isEqualTo(Code.ACCESS_ACCEPT);
    long before = isp.metric("gerbang_radius_sessions_open");
    account(nas, 1, username, session, Set.of(accept.octets(Attribute.CLASS).orElseThrow()));
    await().until(() -> isp.metric("gerbang_radius_sessions_open") == before + 1);
  }

  private int sent;

  private void account(
      Nas from, int status, String username, String session, Set<byte[]> sessionClass)
      throws Exception {
    RequestWriter request =
        RequestWriter.accountingRequest(sent++ & 0xff)
            .integer(Attribute.ACCT_STATUS_TYPE, status)
            .text(Attribute.USER_NAME, username)
            .text(Attribute.ACCT_SESSION_ID, session)
            .integer(Attribute.ACCT_SESSION_TIME, status == 1 ? 0 : sent);
    sessionClass.forEach(value -> request.octets(Attribute.CLASS, value));
    from.ask(isp.radius().acctPort(), request.finish(Isp.SECRET));
  }
}
