package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.subscription.SubscriptionDao;
import id.gerbang.core.database.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A subscription that logs in by its device's MAC is one to staff, however its routers write it:
 * sessions are kept under the name that came.
 */
class DeviceHttpTest {

  private static final String AS_THE_ROUTER_HAS_IT = "4C-5E-0C-01-22-33";

  private RunningBilling billing;
  private long plan;
  private long subscription;

  @BeforeEach
  void subscribe() {
    billing = new RunningBilling(List.of());
    plan = billing.plan("10 Mega");
    billing.post(
        "/routers", "{\"name\": \"BRAS-1\", \"address\": \"10.0.0.1\", \"secret\": \"12345678\"}");
    subscription = subscribe("4C:5E:0C:01:22:33", "\"macLogin\": true");
  }

  @AfterEach
  void close() {
    billing.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4c5e0c012233",
        "4C5E0C012233",
        "4C:5E:0C:01:22:33",
        "4c-5e-0c-01-22-33",
        "4c5e.0c01.2233",
        "4C5E-0C01-2233",
        "4c5e0c:012233",
        "1:4c:5e:c:1:22:33"
      })
  void it_is_found_and_online_by_each_spelling(String spelling) {
    assertThat(online()).isFalse();
    session(spelling, subscription);

    assertThat(online()).isTrue();
    assertThat(billing.get("/subscriptions/username:" + spelling).id()).isEqualTo(subscription);
    assertThat(billing.get("/customers/username:" + spelling).json().get("name").asText())
        .isEqualTo("Budi");
    assertThat(billing.get("/subscriptions?q=" + spelling).json().get("items")).hasSize(1);
    assertThat(billing.get("/customers?q=" + spelling).json().get("items")).hasSize(1);
    assertThat(billing.get("/sessions?username=" + spelling).json().get("items")).hasSize(1);
  }

  @Test
  void what_comes_under_a_spelling_of_it_and_is_another_s_is_not_its_own() {
    long other = subscribe(AS_THE_ROUTER_HAS_IT, "\"password\": \"rahasia-1\"");
    session(AS_THE_ROUTER_HAS_IT, other);

    assertThat(online()).isFalse();
    assertThat(billing.get("/subscriptions/username:" + AS_THE_ROUTER_HAS_IT).id())
        .isEqualTo(other);
    assertThat(billing.get("/subscriptions/username:4C:5E:0C:01:22:33").id())
        .isEqualTo(subscription);
  }

  @Test
  void only_who_logs_in_by_mac_is_meant_by_another_spelling_of_the_name() {
    subscribe("4c5e0c0122ff", "\"password\": \"rahasia-1\"");

    assertThat(billing.get("/subscriptions/username:4C:5E:0C:01:22:FF").status()).isEqualTo(404);
  }

  @Test
  void bulk_actions_of_a_router_mean_who_is_online_there() {
    session(AS_THE_ROUTER_HAS_IT, subscription);

    JsonNode meant =
        billing
            .post(
                "/bulk-actions",
                "{\"action\": \"pause\", \"dryRun\": true, \"filter\": {\"routerId\": 1}}")
            .json();
    assertThat(meant.get("items")).as(meant.toString()).hasSize(1);
  }

  @Test
  void whoever_is_free_and_online_is_listed_and_who_pays_and_is_online_is_not_missed() {
    TestDatabase.execute(
        billing.database,
        "UPDATE plan_version SET price = 0; UPDATE subscription SET created_at = now() - interval '90 days'");
    assertThat(listed("free-but-online")).isEmpty();
    session(AS_THE_ROUTER_HAS_IT, subscription);
    assertThat(listed("free-but-online")).hasSize(1);
    assertThat(listed("free-but-online").get(0).get("online").asBoolean()).isTrue();

    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO invoice (number, customer_id, issued_at, due_date, total, paid)
        SELECT 'INV-1', customer_id, now() - interval '1 day', now(), 100, 100 FROM subscription""");
    assertThat(listed("paying-but-never-online")).isEmpty();
    TestDatabase.execute(billing.database, "DELETE FROM session");
    assertThat(listed("paying-but-never-online")).hasSize(1);
  }

  @Test
  void its_first_login_begins_its_time() {
    long waiting =
        subscribe(
            "4C:5E:0C:01:22:44",
            "\"macLogin\": true, \"billing\": \"prepaid\", \"validity\": \"firstLogin\"");
    session("4C:5E:0C:01:22:44", waiting);
    session("4C-5E-0C-01-22-44", subscription);
    assertThat(validity(waiting)).isEqualTo("firstLogin");

    billing.carryOutWhatIsDue();

    assertThat(validity(waiting)).isEqualTo("null");
  }

  private String validity(long id) {
    return billing.get("/subscriptions/" + id).json().path("validity").asText("null");
  }

  @Test
  void the_router_where_it_is_online_says_how_it_is_walled_in() throws SQLException {
    TestDatabase.execute(
        billing.database, "UPDATE router SET isolation = 'pool', isolation_pool = 'isolir'");
    session(AS_THE_ROUTER_HAS_IT, subscription);

    assertThat(
            TestDatabase.column(
                billing.database,
                "SELECT isolation_pool FROM walling_where_online(%d)".formatted(subscription)))
        .containsExactly("isolir");
  }

  @Test
  void a_page_looks_up_the_sessions_of_its_rows_and_reads_no_others() throws SQLException {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed)
          SELECT 1, 1, 1, 'user' || n, 'x' FROM generate_series(1, 20000) n;
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, started_at, updated_at, heard_at)
          SELECT 1, n::text, username, id, now(), now(), now() FROM subscription CROSS JOIN generate_series(1, 2) n;
        ANALYZE""");
    assertThat(
            TestDatabase.column(
                billing.database,
                "EXPLAIN "
                    + SubscriptionDao.COLUMNS
                    + "WHERE s.archived_at IS NULL ORDER BY s.id LIMIT 51"))
        .anyMatch(line -> line.contains("session_username"))
        .noneMatch(line -> line.contains("Seq Scan on session"));
  }

  /** As radius reads them: what is a MAC in one of these is the same MAC in the 12 digits. */
  @Test
  void digits_are_those_that_were_spelled_and_of_what_is_no_mac_there_are_none()
      throws SQLException {
    assertThat(
            TestDatabase.column(
                billing.database,
                "SELECT DISTINCT mac_digits(spelling) FROM mac_spellings('4c0e0c002233') AS spelling"))
        .containsExactly("4c0e0c002233");
    assertThat(
            TestDatabase.column(
                billing.database,
                """
                SELECT name FROM unnest(ARRAY['budi', '', '4c0e0c00223', '4c0e0c0022333', '4c:0e:0c:00:22:3g',
                  '4c:0e:0c:00:22', '2:4c:e:c:0:22:33', '4c 0e 0c 00 22 33', E'4c0e0c002233\\n']) AS name
                WHERE mac_digits(name) IS NOT NULL"""))
        .isEmpty();
  }

  private long subscribe(String username, String more) {
    Reply made =
        billing.post(
            "/customers",
            """
            {"name": "Budi", "subscription": {"planId": %d, "username": "%s", "service": "hotspot", %s}}"""
                .formatted(plan, username, more));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().at("/subscription/id").asLong();
  }

  private void session(String name, long subscriber) {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, started_at, updated_at, heard_at)
        VALUES (1, '%1$s', '%1$s', %2$d, now(), now(), now())"""
            .formatted(name, subscriber));
  }

  private boolean online() {
    return billing.get("/subscriptions/" + subscription).json().get("online").asBoolean();
  }

  private JsonNode listed(String list) {
    return billing.get("/standing-lists/" + list).json().get("items");
  }
}
