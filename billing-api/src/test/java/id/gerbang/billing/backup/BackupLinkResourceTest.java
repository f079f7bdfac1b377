package id.gerbang.billing.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.pop.PopService;
import id.gerbang.billing.subscription.SubscriptionBilling;
import id.gerbang.billing.subscription.SubscriptionService;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupLinkResourceTest {

  private static final Actor TECHNICIAN = new Actor("staff:joko", Role.TECHNICIAN);
  private static final Actor CASHIER = new Actor("staff:ani", Role.BILLING);
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
  private static final String PAPER =
      """
      {"customerId": 1, "vlan": 3067, "popAddress": "103.245.179.46/29", "password": "user3067"}""";

  private final ObjectMapper json = Json.mapper();
  private DatabaseConfig database;
  private HikariDataSource pool;
  private Jdbi jdbi;
  private Sealer sealer;
  private BackupLinkResource resource;

  @BeforeEach
  void open(@TempDir Path directory) {
    database = TestDatabase.fresh();
    pool = Pool.open(database, ServiceRole.BILLING, 8);
    jdbi = BillingService.jdbi(pool);
    sealer = SealingKey.create(directory.resolve("seal.key"));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    resource =
        new BackupLinkResource(
            jdbi,
            new Idempotency(jdbi, clock, sealer),
            new BackupLinkService(
                new SubscriptionService(
                    clock,
                    new SubscriptionBilling(clock, ZoneOffset.UTC),
                    sealer,
                    new OverdueEvaluation(clock, ZoneOffset.UTC),
                    Dictionary.read(
                        Path.of(System.getProperty("gerbang.root"), "conf/dictionary"))),
                new PopService(clock),
                sealer,
                clock));
    TestDatabase.execute(
        database,
        "INSERT INTO customer (number, name) VALUES ('C-00001', 'Bank Cabang'), ('C-00002', 'Toko')");
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void the_paper_s_order_answers_both_scripts_and_where_each_value_came_from() throws IOException {
    Response response = create(PAPER, null, "secret");
    assertThat(response.getStatus()).isEqualTo(201);
    assertThat(response.getHeaderString("Location")).isEqualTo("/api/v1/backup-links/1");
    JsonNode link = body(response);
    assertThat(link.at("/scripts/pop").textValue()).isEqualTo(HalvesTest.golden("pop-secret.rsc"));
    assertThat(link.at("/scripts/customer").textValue())
        .endsWith(HalvesTest.golden("customer.rsc"));
    JsonNode inputs = link.get("inputs");
    assertThat(inputs.get("vlan")).hasToString("{\"value\":3067,\"source\":\"given\"}");
    assertThat(inputs.get("popAddress"))
        .hasToString("{\"value\":\"103.245.179.46/29\",\"source\":\"given\"}");
    assertThat(inputs.get("innerLocal"))
        .hasToString("{\"value\":\"10.10.10.1\",\"source\":\"derived\"}");
    assertThat(inputs.get("innerRemote"))
        .hasToString("{\"value\":\"10.10.10.2\",\"source\":\"derived\"}");
    assertThat(inputs.get("username"))
        .hasToString("{\"value\":\"USER-3067\",\"source\":\"derived\"}");
    assertThat(inputs.get("password")).hasToString("{\"value\":\"user3067\",\"source\":\"given\"}");
    assertThat(link.get("warnings")).hasSize(1);
  }

  @Test
  void radius_is_the_default_and_its_login_gets_the_customer_s_end() throws IOException {
    JsonNode link = body(create(PAPER, null, "radius"));
    assertThat(link.at("/scripts/pop").textValue())
        .endsWith(HalvesTest.golden("pop-radius.rsc"))
        .doesNotContain("user3067");
    assertThat(
            row(
                """
                SELECT username || ' ' || host(static_ip) || ' ' || plan_name || ' ' || (download IS NULL)
                FROM entitlement"""))
        .isEqualTo("USER-3067 10.10.10.2 Backup GSM true");
    assertThat(row("SELECT price::text FROM plan_version")).isEqualTo("0");
  }

  @Test
  void a_password_is_random_and_strong_unless_given() throws IOException {
    JsonNode first = body(create(order(100, "103.245.179.46/29"), null, "radius"));
    JsonNode second = body(create(order(101, "103.245.179.46/29"), null, "radius"));
    String password = first.at("/inputs/password/value").textValue();
    assertThat(password).hasSize(20).isNotEqualTo(second.at("/inputs/password/value").textValue());
    assertThat(first.get("warnings")).isEmpty();
    assertThat(first.at("/scripts/customer").textValue()).contains(" password=" + password + " ");
  }

  @Test
  void a_second_link_of_the_pop_takes_the_next_address_and_repeats_nothing_shared()
      throws IOException {
    create(PAPER, null, "radius");
    JsonNode second = body(create(order(3068, "103.245.179.46/29"), null, "radius"));
    assertThat(second.at("/inputs/innerLocal/value").textValue()).isEqualTo("10.10.10.1");
    assertThat(second.at("/inputs/innerRemote/value").textValue()).isEqualTo("10.10.10.3");
    assertThat(second.at("/scripts/pop").textValue())
        .contains(":if ([:len [/ip address find comment=\"isp:gsm:pop:wan\"]] = 0)");
    JsonNode elsewhere = body(create(order(3069, "103.245.180.2/30"), null, "radius"));
    assertThat(elsewhere.at("/scripts/pop").textValue()).contains("\n/ip address add");
    assertThat(row("SELECT count(*)::text FROM plan")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "popAddress  | {'customerId': 1, 'vlan': 9, 'popAddress': '103.245.179.46/30'}",
        "vlan        | {'customerId': 2, 'vlan': 3067, 'popAddress': '103.245.179.46/29'}",
        "innerRemote | {'customerId': 1, 'vlan': 9, 'popAddress': '103.245.179.46/29', 'innerRemote': '10.10.10.2'}",
        "innerLocal  | {'customerId': 1, 'vlan': 9, 'popAddress': '103.245.179.46/29', 'innerLocal': '10.9.9.1'}",
        "innerLocal  | {'customerId': 1, 'vlan': 9, 'popAddress': '103.245.180.2/30', 'innerLocal': '10.10.10.2'}",
        "username    | {'customerId': 1, 'vlan': 3067, 'popAddress': '103.245.180.2/30'}",
      })
  void a_clash_names_its_field_and_leaves_nothing_behind(String field, String order)
      throws IOException {
    create(PAPER, null, "radius");
    assertThatThrownBy(() -> create(order.replace('\'', '"'), null, "radius"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(409);
              assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
            });
    assertThat(row("SELECT count(*)::text FROM subscription")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "customerId        | {'vlan': 1, 'popAddress': '1.2.3.4/24'}",
        "customerId        | {'customerId': 99, 'vlan': 1, 'popAddress': '1.2.3.4/24'}",
        "vlan              | {'customerId': 1, 'popAddress': '1.2.3.4/24'}",
        "vlan              | {'customerId': 1, 'vlan': 4095, 'popAddress': '1.2.3.4/24'}",
        "popAddress        | {'customerId': 1, 'vlan': 1}",
        "popAddress        | {'customerId': 1, 'vlan': 1, 'popAddress': '1.2.3.4'}",
        "popWanInterface   | {'customerId': 1, 'vlan': 1, 'popAddress': '1.2.3.4/24', 'popWanInterface': ''}",
        "popVlanInterface  | {'customerId': 1, 'vlan': 1, 'popAddress': '1.2.3.4/24', 'popVlanInterface': 'a\\nb'}",
        "customerInterface | {'customerId': 1, 'vlan': 1, 'popAddress': '1.2.3.4/24', 'customerInterface': ' x'}",
        "innerLocal        | {'customerId': 1, 'vlan': 1, 'popAddress': '1.2.3.4/24', 'innerLocal': '10.10.10'}",
        "innerRemote       | {'customerId': 1, 'vlan': 1, 'popAddress': '1.2.3.4/24', 'innerRemote': '127.0.0.1'}",
        "innerRemote       | {'customerId': 1, 'vlan': 1, 'popAddress': '1.2.3.4/24', 'innerRemote': '10.10.10.1'}",
        "username          | {'customerId': 1, 'vlan': 1, 'popAddress': '1.2.3.4/24', 'username': 'büro'}",
        "password          | {'customerId': 1, 'vlan': 1, 'popAddress': '1.2.3.4/24', 'password': ''}",
        "planId            | {'customerId': 1, 'vlan': 1, 'popAddress': '1.2.3.4/24', 'planId': 99}",
      })
  void what_can_t_be_names_its_field(String field, String order) {
    assertThatThrownBy(() -> create(order.replace('\'', '"'), null, "radius"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
            });
  }

  @Test
  void the_same_key_answers_the_same_again_and_stores_no_clear_password() throws IOException {
    JsonNode first = body(create(order(7, "1.2.3.4/24"), "once", "radius"));
    JsonNode again = body(create(order(7, "1.2.3.4/24"), "once", "radius"));
    assertThat(again).isEqualTo(first);
    assertThat(row("SELECT count(*)::text FROM backup_link")).isEqualTo("1");
    assertThat(
            row(
                "SELECT string_agg(i::text, '') || (SELECT string_agg(a::text, '') FROM audit a) FROM idempotency i"))
        .doesNotContain(first.at("/inputs/password/value").textValue());
  }

  @Test
  void the_scripts_are_shown_again_to_who_may_see_them_and_it_is_noted() throws IOException {
    create(PAPER, null, "radius");
    Ref id = Ref.valueOf("username:USER-3067");
    assertThat(resource.script(TECHNICIAN, id, "pop", "add", "secret", "7"))
        .isEqualTo(HalvesTest.golden("pop-secret.rsc"));
    assertThat(resource.script(TECHNICIAN, id, "customer", "add", "radius", "6"))
        .contains("/interface lte info lte1 once")
        .endsWith(HalvesTest.golden("customer.rsc"));
    assertThat(resource.script(TECHNICIAN, id, "customer", "remove", "radius", "7"))
        .startsWith("/interface bridge port remove")
        .doesNotContain("user3067");
    assertThat(row("SELECT count(*)::text FROM audit WHERE action = 'backup-link.show-password'"))
        .isEqualTo("3");
    assertThat(json.writeValueAsString(resource.get(CASHIER, id, "secret", "7")))
        .contains("USER-3067")
        .doesNotContain("user3067", "scripts");
    assertThat(json.writeValueAsString(resource.get(TECHNICIAN, id, "secret", "7")))
        .contains("password=user3067");
    assertThat(json.writeValueAsString(resource.list(new ListQuery(), null)))
        .contains("USER-3067")
        .doesNotContain("user3067");
  }

  @Test
  void a_script_of_another_kind_is_refused_by_field() throws IOException {
    create(PAPER, null, "radius");
    Ref id = Ref.id(1);
    for (List<String> asked :
        List.of(
            List.of("side", "roof", "add", "radius", "7"),
            List.of("action", "pop", "burn", "radius", "7"),
            List.of("mode", "pop", "add", "carrier-pigeon", "7"),
            List.of("version", "pop", "add", "radius", "8"))) {
      assertThatThrownBy(
              () ->
                  resource.script(
                      TECHNICIAN, id, asked.get(1), asked.get(2), asked.get(3), asked.get(4)))
          .hasMessageStartingWith(asked.get(0) + ": ");
    }
    assertThatThrownBy(() -> resource.script(TECHNICIAN, Ref.id(9), "pop", "add", "radius", "7"))
        .hasMessageContaining("backup link 9");
  }

  private Response create(String order, String key, String mode) throws IOException {
    return resource.create(
        TECHNICIAN, key, mode, "7", json.readValue(order, CreateBackupLink.class));
  }

  private static String order(int vlan, String pop) {
    return "{\"customerId\": 1, \"vlan\": %d, \"popAddress\": \"%s\"}".formatted(vlan, pop);
  }

  private JsonNode body(Response response) throws IOException {
    return json.readTree((String) response.getEntity());
  }

  private String row(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }
}
