package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.standin.StandInRouter;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that User Manager 7 told before its users were moved in. */
class SessionsElsewhereHttpTest extends MovingInOverHttp {

  private final StandInRouter router = UserManagerStandIn.withBudi(clock);
  private long bras;

  @BeforeEach
  void an_isp_that_has_user_manager() {
    bras = BillingWithRouter.register(billing, router);
  }

  @AfterEach
  void stop_the_router() {
    router.close();
  }

  @Test
  void who_had_an_address_and_what_was_used_is_answered_about_the_time_before() {
    had(
        "budi",
        "81000001",
        "2026-10-30 20:00:00",
        "2026-11-02 20:00:00",
        Map.of("nas-ip-address", "127.1.2.3"));
    had(
        "budi",
        "81000002",
        "2026-11-05 10:00:00",
        "2026-11-05 11:00:00",
        Map.of("nas-ip-address", "10.9.9.9", "user-address", "10.0.0.8"));
    JsonNode rehearsed = rehearse(request());
    assertThat(rehearsed.get("findings").toString())
        .contains("2 sessions from 2026-10-30 to 2026-11-05 come along");
    assertThat(sessions("budi")).as("of a rehearsal nothing stays").isEmpty();

    assertThat(take(request()).get("findings")).isEqualTo(rehearsed.get("findings"));
    JsonNode all = sessions("budi");
    assertThat(all.findValuesAsText("acctSessionId"))
        .as("the newest first")
        .containsExactly("81000002", "81000001");
    assertThat(all.get(0).get("router").asText()).as("no router of ours").isEqualTo("10.9.9.9");
    JsonNode long1 = all.get(1);
    assertThat(long1.get("router").asText()).as("which asked itself").isEqualTo("BRAS");
    assertThat(long1.get("startedAt").asText()).isEqualTo("2026-10-30T13:00:00Z");
    assertThat(long1.get("stoppedAt").asText()).isEqualTo("2026-11-02T13:00:00Z");
    assertThat(long1.get("downloadOctets").asLong()).isEqualTo(7_201);
    assertThat(long1.get("inputOctets").asLong()).as("what he uploads").isEqualTo(720);
    assertThat(long1.get("terminateCause").asText()).isEqualTo("lost-service");
    assertThat(billing.get("/sessions?limit=1").json().at("/items/0/acctSessionId").asText())
        .isEqualTo("81000002");
    String next = billing.get("/sessions?limit=1").json().get("next").asText();
    assertThat(
            billing
                .get("/sessions?limit=1&cursor=" + next)
                .json()
                .at("/items/0/acctSessionId")
                .asText())
        .isEqualTo("81000001");

    JsonNode holder =
        billing
            .get("/address-history?address=10.0.0.7&at=2026-11-01T00:00:00Z")
            .json()
            .at("/items/0");
    assertThat(holder.get("username").asText()).isEqualTo("budi");
    assertThat(holder.get("subscriptionId"))
        .isEqualTo(billing.get("/subscriptions/username:budi").json().get("id"));
    assertThat(holder.get("callingStationId").asText()).isEqualTo("4C:5E:0C:11:22:33");

    JsonNode days =
        billing.get("/usage?username=budi&from=2026-10-01&to=2026-11-30").json().get("items");
    assertThat(days.findValuesAsText("day"))
        .containsExactly("2026-11-05", "2026-11-02", "2026-11-01", "2026-10-31", "2026-10-30");
    assertThat(days.findValuesAsText("downloadOctets"))
        .as("each day as its part of the time, and all of it")
        .containsExactly("7201", "2001", "2400", "2400", "400");
    assertThat(days.findValuesAsText("uploadOctets"))
        .containsExactly("720", "200", "240", "240", "40");
    assertThat(
            billing
                .get("/usage?period=month&from=2026-10-01&to=2026-11-30")
                .json()
                .get("items")
                .findValuesAsText("downloadOctets"))
        .as("found without a name too")
        .containsExactly("11602", "2800");
  }

  @Test
  void what_is_new_comes_and_nothing_twice_and_undo_takes_it_back() {
    had("budi", "81000001", "2026-11-01 10:00:00", "2026-11-01 11:00:00", Map.of());
    had("budi", "81000002", "2026-11-10 10:00:00", "", Map.of("active", "true"));
    had("mati", "81000003", "2026-11-01 10:00:00", "2026-11-01 11:00:00", Map.of());
    had("budi", "81000004", "jan/01/1970 00:00:10", "jan/01/1970 01:00:00", Map.of());
    assertThat(take(request()).get("findings").toString())
        .contains("1 sessions from 2026-11-01 to 2026-11-01 come along")
        .contains("1 sessions are open and not taken: their routers tell of them here")
        .contains("1 sessions are of accounts that are not here")
        .contains("1 sessions tell no time that is known how to read");
    clock.set("2026-11-30T03:00:00Z");
    had("budi", "81000005", "2026-11-20 10:00:00", "2026-11-20 11:00:00", Map.of());
    assertThat(take(request()).get("findings").toString())
        .contains("1 sessions from 2026-11-20 to 2026-11-20 come along")
        .contains("1 sessions are here already");
    assertThat(sessions("budi")).hasSize(2);
    assertThat(month()).isEqualTo("14402");

    undo(2);
    assertThat(sessions("budi")).hasSize(1);
    assertThat(month()).isEqualTo("7201");
    take(request());
    JsonNode undone = undo(1);
    assertThat(undone.get("state").asText())
        .as("who was online there has not been online here: " + undone)
        .isEqualTo("undone");
    assertThat(sessions("budi")).as("also what the third brought").isEmpty();
    assertThat(month()).isEmpty();
  }

  /** It began there, and its router told it here when it was cut over. */
  @Test
  void a_session_that_radius_has_is_not_told_twice() {
    had("budi", "81000001", "2026-11-10 10:00:00", "2026-11-10 12:00:00", Map.of());
    had("budi", "81000002", "2026-11-10 13:00:00", "2026-11-10 14:00:00", Map.of());
    had("budi", "", "2026-11-10 15:00:00", "2026-11-10 16:00:00", Map.of());
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, framed_ip, started_at, updated_at, heard_at) VALUES
          (1, '81000001', 'budi', '10.0.0.7', '2026-11-10T03:04:00Z', now(), now()),
          (1, '81000002', 'budi', '10.0.0.7', '2026-11-10T09:00:00Z', now(), now()),
          (1, '81000003', 'budi', '10.0.0.7', '2026-11-10T08:01:00Z', now(), now())""");
    assertThat(take(request()).get("findings").toString())
        .contains("1 sessions from 2026-11-10 to 2026-11-10 come along")
        .contains("2 sessions were told here by their routers too: not taken again");
    assertThat(sessions("budi").findValuesAsText("acctSessionId"))
        .as("an id that came round again is another session")
        .containsExactly("81000003", "81000002", "81000001", "81000002");
  }

  @Test
  void radius_never_finds_a_session_that_another_system_told() throws SQLException {
    had("budi", "81000001", "2026-11-01 10:00:00", "2026-11-01 11:00:00", Map.of());
    take(request());
    assertThat(
            strings(
                "SELECT recall_sessions(ARRAY[%d]::bigint[], ARRAY['81000001'], ARRAY['budi'], ARRAY[now()])::text"
                    .formatted(bras)))
        .containsExactly("0");
    assertThat(
            strings(
                "SELECT username FROM session UNION ALL SELECT username FROM session_history UNION ALL SELECT username FROM session_day"))
        .isEmpty();
    assertThat(billing.get("/sessions?online=true").json().get("items")).isEmpty();
  }

  @Test
  void months_that_are_not_kept_do_not_come() {
    had("budi", "81000001", "2024-10-31 10:00:00", "2024-11-02 11:00:00", Map.of());
    had("budi", "81000002", "2024-11-01 10:00:00", "2024-11-01 11:00:00", Map.of());
    assertThat(take(request()).get("findings").toString())
        .contains(
            "1 sessions began before 2024-11-01 and are not taken: 24 months of them are kept");
    assertThat(sessions("budi").findValuesAsText("acctSessionId")).containsExactly("81000002");
  }

  /** There it had ended, and here its router told later that it had not. */
  @Test
  void what_goes_on_here_after_all_and_what_grew_old_is_forgotten() {
    had("budi", "81000001", "2026-11-10 10:00:00", "2026-11-10 12:00:00", Map.of());
    had("budi", "81000002", "2026-10-30 10:00:00", "2026-10-30 12:00:00", Map.of());
    take(request());
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, framed_ip, started_at, updated_at, heard_at) VALUES
          (1, '81000001', 'budi', '10.0.0.7', '2026-11-10T03:01:00Z', now(), now());
        INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets) VALUES
          (1, '2026-11-10', 1, 'budi', 9, 8000)""");
    billing.carryOut("past-sessions");
    assertThat(sessions("budi").findValuesAsText("acctSessionId"))
        .containsExactly("81000001", "81000002");
    assertThat(month()).as("once, as its router tells it").isEqualTo("8000");
    clock.set("2028-12-01T00:00:00Z");
    billing.carryOut("past-sessions");
    assertThat(sessions("budi").findValuesAsText("acctSessionId")).containsExactly("81000001");
    assertThat(
            billing
                .get("/usage?username=budi&period=month&from=2026-10-01&to=2026-10-31")
                .json()
                .at("/items/0/downloadOctets")
                .asText())
        .as("what was used stays")
        .isEqualTo("7201");
  }

  private List<String> strings(String sql) throws SQLException {
    return TestDatabase.column(billing.database, sql);
  }

  private void had(
      String user, String id, String from, String till, Map<String, String> otherwise) {
    Map<String, String> session =
        new HashMap<>(
            Map.of(
                "user",
                user,
                "started",
                from,
                "ended",
                till,
                "nas-ip-address",
                "127.0.0.1",
                "user-address",
                "10.0.0.7",
                "calling-station-id",
                "4C:5E:0C:11:22:33",
                "download",
                "7201",
                "upload",
                "720",
                "terminate-cause",
                "lost-service"));
    session.put("acct-session-id", id);
    session.putAll(otherwise);
    router.wrote("/user-manager/session", session);
  }

  private JsonNode sessions(String username) {
    return billing.get("/sessions?username=" + username).json().get("items");
  }

  private String month() {
    return billing
        .get("/usage?username=budi&period=month&from=2026-11-01&to=2026-11-30")
        .json()
        .at("/items/0/downloadOctets")
        .asText();
  }

  private String request() {
    return fromRouter("usermanager", bras, "");
  }
}
