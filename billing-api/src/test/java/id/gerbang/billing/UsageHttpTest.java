package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.core.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Use by day and month, and who had an address. */
class UsageHttpTest {

  private final RunningBilling billing = new RunningBilling(List.of());

  @AfterEach
  void stop() {
    billing.close();
  }

  @Test
  void one_session_over_the_end_of_a_month_is_split_there_and_turned_where_its_router_counts_so() {
    execute(
        """
        INSERT INTO router (id, name, address, secret_sealed, swap_counters)
          VALUES (1, 'plain', '10.0.0.1', '\\x00', false), (2, 'turned', '10.0.0.2', '\\x00', true);
        INSERT INTO session_day (session_id, day, router_id, subscriber_id, username, input_octets, output_octets) VALUES
          (1, '2026-01-30', 1, 5, 'budi', 100, 1000), (1, '2026-01-31', 1, 5, 'budi', 150, 1500),
          (1, '2026-02-01', 1, 5, 'budi', 175, 1750), (2, '2026-02-01', 2, 5, 'budi', 30, 3)""");

    assertThat(usage("username=budi&period=day&from=2026-01-31&to=2026-02-01"))
        .containsExactly("budi 2026-02-01 28 280", "budi 2026-01-31 50 500");
    assertThat(usage("username=budi&period=month&from=2026-01-15&to=2026-02-01"))
        .containsExactly("budi 2026-02-01 28 280", "budi 2026-01-01 150 1500");
    assertThat(usage("username=budi&router=turned&from=2026-01-15&to=2026-02-01"))
        .containsExactly("budi 2026-02-01 3 30");
    JsonNode first =
        billing.get("/usage?username=budi&router=2&from=2026-02-01&to=2026-02-01").json();
    assertThat(first.at("/items/0/inputOctets").asLong()).isEqualTo(30);
  }

  @Test
  void a_session_shows_octets_as_counted_and_as_the_customer_sees_them() {
    execute(
        """
        INSERT INTO router (id, name, address, secret_sealed, swap_counters)
          VALUES (1, 'plain', '10.0.0.1', '\\x00', false), (2, 'turned', '10.0.0.2', '\\x00', true);
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at, input_octets, output_octets) VALUES
          (1, 'a', 'budi', now(), now(), now(), 10, 100), (2, 'b', 'budi', now(), now(), now(), 200, 20),
          (3, 'c', 'budi', now(), now(), now(), 30, 300)""");
    List<String> shown = new ArrayList<>();
    for (JsonNode session : billing.get("/sessions?username=budi").json().get("items")) {
      shown.add(
          "%s %s/%s %s/%s"
              .formatted(
                  session.get("acctSessionId").asText(),
                  session.get("inputOctets"),
                  session.get("outputOctets"),
                  session.get("uploadOctets"),
                  session.get("downloadOctets")));
    }
    assertThat(shown)
        .as("of a router that is gone as it counted")
        .containsExactly("c 30/300 30/300", "b 200/20 20/200", "a 10/100 10/100");
  }

  @Test
  void events_of_one_microsecond_come_in_one_page_and_each_once() {
    execute(
        """
        INSERT INTO access_event (at, router_id, username, answer, reason)
        SELECT now() - n / 3 * interval '1 second', 1, 'badai', 'accept', 'ACTIVE'
        FROM generate_series(0, 8) n""");
    int seen = 0;
    String next = "";
    for (int page = 0; page < 9 && next != null; page++) {
      JsonNode answer = billing.get("/access-events?username=badai&limit=2" + next).json();
      seen += answer.get("items").size();
      next = answer.get("next").isNull() ? null : "&cursor=" + answer.get("next").asText();
    }
    assertThat(seen).isEqualTo(9);
  }

  @Test
  void a_new_username_takes_its_past_along_and_nothing_of_who_had_the_name_before() {
    long plan = billing.plan("10 Mega");
    long other = subscription(plan, "budi.baru");
    billing.delete("/subscriptions/" + other);
    long budi = subscription(plan, "budi");
    execute(
        """
        INSERT INTO session_day (session_id, day, router_id, subscriber_id, username, input_octets, output_octets) VALUES
          (1, '2026-01-30', 1, %2$d, 'budi', 100, 1000), (2, '2026-01-30', 1, %1$d, 'budi', 7, 7),
          (3, '2026-01-30', 1, %1$d, 'budi.baru', 5, 5), (4, '2026-01-31', 1, %2$d, 'budi.baru', 50, 500);
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, started_at, updated_at, heard_at, stopped_at) VALUES
          (1, 'a', 'budi',      %2$d, '2026-01-30T00:00Z', '2026-01-30T05:00Z', '2026-01-30T05:00Z', '2026-01-30T05:00Z'),
          (1, 'b', 'budi',      %1$d, '2026-01-30T00:00Z', '2026-01-30T05:00Z', '2026-01-30T05:00Z', '2026-01-30T05:00Z'),
          (1, 'c', 'budi.baru', %1$d, '2026-01-30T00:00Z', '2026-01-30T05:00Z', '2026-01-30T05:00Z', '2026-01-30T05:00Z'),
          (1, 'd', 'budi.baru', %2$d, '2026-01-31T00:00Z', '2026-01-31T05:00Z', '2026-01-31T05:00Z', NULL);
        INSERT INTO access_event (at, router_id, subscriber_id, username, answer, reason) VALUES
          (now(), 1, %2$d, 'budi', 'accept', 'ACTIVE'), (now(), 1, %1$d, 'budi', 'accept', 'ACTIVE')"""
            .formatted(other, budi));
    billing.patch("/subscriptions/" + budi, "{\"username\": \"budi.baru\"}");

    String days = "&from=2026-01-30&to=2026-01-31";
    assertThat(usage("subscription=" + budi + days))
        .containsExactly("budi.baru 2026-01-31 50 500", "budi.baru 2026-01-30 100 1000");
    assertThat(usage("username=budi.baru" + days))
        .containsExactly(
            "budi.baru 2026-01-31 50 500",
            "budi.baru 2026-01-30 5 5",
            "budi.baru 2026-01-30 100 1000");
    assertThat(billing.get("/usage?subscription=external:none").status()).isEqualTo(404);
    assertThat(sessions("subscription=" + budi)).containsExactly("d", "a");
    assertThat(sessions("subscription=username:budi.baru")).containsExactly("d", "a");
    assertThat(sessions("username=budi.baru")).containsExactly("d", "c", "a");
    assertThat(sessions("username=budi")).containsExactly("b", "a");
    assertThat(billing.get("/access-events?username=budi.baru").json().get("items")).hasSize(1);
    assertThat(billing.get("/access-events?username=budi").json().get("items")).hasSize(2);
    assertThat(billing.get("/sessions?username=budi&subscription=1").status()).isEqualTo(400);

    billing.delete("/subscriptions/" + budi);
    assertThat(usage("subscription=" + budi + days)).hasSize(2);
  }

  /**
   * A router writes a device's MAC as it likes, and sessions are kept under the name that it sent.
   */
  @Test
  void what_logs_in_by_its_mac_is_found_however_its_routers_write_it() {
    long device =
        billing
            .post(
                "/customers",
                """
                {"name": "Budi", "subscription": {"planId": %d, "username": "4C:5E:0C:01:22:33", "macLogin": true}}"""
                    .formatted(billing.plan("10 Mega")))
            .json()
            .at("/subscription/id")
            .asLong();
    execute(
        """
        INSERT INTO session_day (session_id, day, router_id, subscriber_id, username, input_octets, output_octets) VALUES
          (1, '2026-01-30', 1, %1$d, '4C:5E:0C:01:22:33', 100, 1000), (2, '2026-01-30', 1, %1$d, '1:4c:5e:c:1:22:33', 7, 70),
          (3, '2026-01-30', 1, %1$d, '4c5e0c-012233', 1, 2), (4, '2026-01-30', 1, 999, '4C-5E-0C-01-22-33', 9, 9);
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, started_at, updated_at, heard_at) VALUES
          (1, 'a', '4C:5E:0C:01:22:33', %1$d, now(), now(), now()), (1, 'b', '4C:5E:0C:01:22:34', %1$d, now(), now(), now())"""
            .formatted(device));

    String day = "&from=2026-01-30&to=2026-01-30";
    assertThat(usage("subscription=" + device + day))
        .containsExactly("4c5e0c012233 2026-01-30 108 1072");
    assertThat(usage("username=4c5e0c012233" + day))
        .containsExactly("4c5e0c012233 2026-01-30 108 1072");
    assertThat(sessions("subscription=" + device)).containsExactly("a");
  }

  private long subscription(long plan, String username) {
    return billing
        .post(
            "/customers",
            """
            {"name": "Budi", "subscription": {"planId": %d, "username": "%s", "password": "rahasia-1"}}"""
                .formatted(plan, username))
        .json()
        .at("/subscription/id")
        .asLong();
  }

  private List<String> sessions(String query) {
    return billing.get("/sessions?" + query).json().get("items").findValuesAsText("acctSessionId");
  }

  @Test
  void of_everybody_a_page_is_so_many_names_with_all_their_days() {
    execute(
        """
        INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets)
          SELECT n, d::date, 1, 'user' || n, 10 * extract(day FROM d), 0
          FROM generate_series(1, 5) n, generate_series('2026-01-01', '2026-01-03', interval '1 day') d""");
    JsonNode page = billing.get("/usage?from=2026-01-02&to=2026-01-03&limit=2").json();
    assertThat(rows(page))
        .containsExactly(
            "user1 2026-01-03 10 0",
            "user1 2026-01-02 10 0",
            "user2 2026-01-03 10 0",
            "user2 2026-01-02 10 0");
    JsonNode next =
        billing
            .get("/usage?from=2026-01-02&to=2026-01-03&limit=3&cursor=" + page.get("next").asText())
            .json();
    assertThat(rows(next)).hasSize(6).first().isEqualTo("user3 2026-01-03 10 0");
    assertThat(next.get("next").isNull()).isTrue();
  }

  @Test
  void counters_that_no_number_holds_together_are_shown_as_the_largest() {
    execute(
        """
        INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets) VALUES
          (1, '2026-01-02', 1, 'ani', 5, 6),
          (2, '2026-01-02', 1, 'budi', 9223372036854775807, 1), (3, '2026-01-02', 1, 'budi', 9223372036854775807, 2)""");
    assertThat(usage("from=2026-01-02&to=2026-01-02"))
        .containsExactly("ani 2026-01-02 5 6", "budi 2026-01-02 9223372036854775807 3");
    assertThat(usage("username=budi&period=month&from=2026-01-02&to=2026-01-02"))
        .containsExactly("budi 2026-01-01 9223372036854775807 3");
  }

  @Test
  void a_question_that_would_read_everything_is_refused() {
    assertThat(billing.get("/usage?from=2026-01-01&to=2026-02-01").field()).isEqualTo("from");
    assertThat(billing.get("/usage?period=month&from=2024-01-01&to=2026-02-01").field())
        .isEqualTo("from");
    assertThat(billing.get("/usage?username=budi&from=2020-01-01&to=2026-02-01").field())
        .isEqualTo("from");
    assertThat(billing.get("/usage?from=2026-02-01&to=2026-01-01").field()).isEqualTo("to");
    assertThat(billing.get("/usage?period=month&from=2025-03-01&to=2026-02-28").status())
        .isEqualTo(200);
    assertThat(billing.get("/usage?cursor=%25").status()).isEqualTo(400);
    assertThat(billing.get("/usage?from=yesterday").status()).isEqualTo(400);
  }

  @Test
  void who_had_an_address_then() {
    execute(
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, framed_ipv6_prefix,
                             delegated_ipv6_prefix, started_at, updated_at, heard_at, stopped_at, close_guessed) VALUES
          (1, 'a', 'ani',  1, '10.0.0.7', '2001:db8:0:7::/64', '2001:db8:7700::/56', '2026-01-01T00:00Z', '2026-01-01T05:00Z', '2026-01-01T05:00Z', '2026-01-01T05:00Z', false),
          (1, 'b', 'budi', 2, '10.0.0.7', NULL, NULL,          '2026-01-01T06:00Z', '2026-01-01T08:00Z', '2026-01-01T08:00Z', '2026-01-01T08:00Z', true),
          (1, 'c', 'cici', 3, '10.0.0.7', '2001:db8:0:7::/64', NULL, '2026-01-01T09:00Z', '2026-01-02T05:00Z', '2026-01-02T05:00Z', NULL, false),
          (1, 'd', 'dedi', 4, '10.0.0.8', '2001:db8:0:8::/64', '2001:db8:7800::/56', '2026-01-01T00:00Z', '2026-01-02T05:00Z', '2026-01-02T05:00Z', NULL, false);
        SELECT move_closed_sessions('2026-01-01T07:00Z', 10)""");

    assertThat(holders("10.0.0.7", "2026-01-01T04:00:00Z")).containsExactly("ani");
    assertThat(holders("10.0.0.7", "2026-01-01T05:30:00Z")).isEmpty();
    assertThat(holders("10.0.0.7", "2026-01-01T07:00:00Z")).containsExactly("budi");
    assertThat(holders("10.0.0.7", "2026-11-01T00:00:00Z")).containsExactly("cici");
    assertThat(holders("2001:db8:0:7::99", "2026-01-01T04:00:00Z")).containsExactly("ani");
    assertThat(holders("2001:db8:77ff:1::1", "2026-01-01T04:00:00Z")).isEmpty();
    assertThat(holders("2001:db8:7700:ff:1::1", "2026-01-01T04:00:00Z")).containsExactly("ani");
    assertThat(holders("2001:db8:7800:1::1", "2026-01-01T04:00:00Z")).containsExactly("dedi");
    JsonNode all = billing.get("/address-history?address=10.0.0.7").json().get("items");
    assertThat(all.findValuesAsText("username")).containsExactly("cici", "budi", "ani");
    assertThat(all.at("/1/endGuessed").asBoolean()).isTrue();
    assertThat(all.at("/2/delegatedIpv6Prefix").asText()).isEqualTo("2001:db8:7700::/56");

    assertThat(billing.get("/address-history").field()).isEqualTo("address");
    assertThat(billing.get("/address-history?address=10.0.0.0/8").field()).isEqualTo("address");
    assertThat(billing.get("/address-history?address=10.0.0.7&at=noon").status()).isEqualTo(400);
  }

  private List<String> holders(String address, String at) {
    return billing
        .get("/address-history?address=" + address + "&at=" + at)
        .json()
        .get("items")
        .findValuesAsText("username");
  }

  private List<String> usage(String query) {
    return rows(billing.get("/usage?" + query).json());
  }

  private static List<String> rows(JsonNode page) {
    List<String> rows = new ArrayList<>();
    StreamSupport.stream(page.get("items").spliterator(), false)
        .map(
            row ->
                row.get("username").asText()
                    + " "
                    + row.get("day").asText()
                    + " "
                    + row.get("uploadOctets")
                    + " "
                    + row.get("downloadOctets"))
        .forEach(rows::add);
    return rows;
  }

  private void execute(String sql) {
    TestDatabase.execute(billing.database, sql);
  }
}
