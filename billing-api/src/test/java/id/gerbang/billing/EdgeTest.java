package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.core.database.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every resource shares: who gets in, how a request is refused, how often it is done. */
class EdgeTest {

  private static RunningBilling billing;

  @BeforeAll
  static void start() {
    AdminPart radius =
        new AdminPart() {
          @Override
          public String metrics() {
            return "gerbang_radius_requests_total 7\n";
          }

          @Override
          public Map<String, String> readiness() {
            return Map.of("radius-directory", "subscribers not loaded yet", "radius-journal", "");
          }
        };
    billing = new RunningBilling(List.of(radius));
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void nobody_gets_in_without_a_token() {
    Reply none = billing.anonymous("GET", "/plans");
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(none.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(billing.as("gbg_wrong", "GET", "/plans", null).status()).isEqualTo(401);
    String[] fromElsewhere = {
      "Origin", "https://elsewhere.example", "Access-Control-Request-Method", "POST"
    };
    for (Reply reply :
        List.of(
            none,
            billing.get("/plans", fromElsewhere),
            billing.as("gbg_wrong", "OPTIONS", "/plans", null, fromElsewhere))) {
      assertThat(reply.http().headers().map().keySet())
          .as("no cookie, and other sites' scripts may not read it")
          .noneMatch(name -> name.matches("(?i)set-cookie|access-control-.*"));
    }
  }

  @Test
  void a_revoked_token_is_unknown() {
    Reply made = billing.post("/tokens", "{\"name\": \"kasir\", \"role\": \"billing\"}");
    String token = made.json().get("token").asText();
    assertThat(token).startsWith("gbg_").hasSize(4 + 43);
    assertThat(billing.as(token, "GET", "/plans", null).status()).isEqualTo(200);
    assertThat(billing.delete("/tokens/" + made.json().at("/view/id").asLong()).status())
        .isEqualTo(204);
    assertThat(billing.as(token, "GET", "/plans", null).status()).isEqualTo(401);
    assertThat(billing.get("/tokens").text()).doesNotContain(token);
  }

  @Test
  void every_path_of_the_api_is_closed_to_strangers() {
    billing
        .anonymous("GET", "/api/openapi.json")
        .json()
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (path.getKey().startsWith("/api/v1")
                              && !path.getKey().equals("/api/v1/login")) {
                            String one = path.getKey().replaceAll("\\{[a-z]+}", "1");
                            assertThat(
                                    billing
                                        .anonymous(method.toUpperCase(Locale.ROOT), one)
                                        .status())
                                .as(method + " " + one)
                                .isEqualTo(401);
                          }
                        }));
  }

  @Test
  void no_body_is_an_empty_object_and_null_is_none() {
    assertThat(billing.post("/plans", null).field()).isEqualTo("name");
    assertThat(billing.post("/tokens", "").field()).isEqualTo("name");
    assertThat(billing.post("/plans", "null").status()).isEqualTo(400);
    assertThat(billing.put("/plans/1", "[]").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "OWNER", mode = EnumSource.Mode.EXCLUDE)
  void staff_and_tokens_are_the_owner_s_and_the_auditor_may_look(Role role) {
    String token = billing.service.tokens().create("some " + role, role);
    for (String path : List.of("/staff", "/tokens", "/audit")) {
      assertThat(billing.as(token, "GET", path, null).status())
          .as(path)
          .isEqualTo(role == Role.AUDITOR ? 200 : 403);
    }
    try (LogLines log = new LogLines("id.gerbang.billing.http.Bearer")) {
      for (String path : List.of("/staff", "/tokens")) {
        assertThat(billing.as(token, "POST", path, "{}").status()).as(path).isEqualTo(403);
        assertThat(log.with("token:some " + role))
            .last(STRING)
            .isEqualTo(
                "refused: token:some %s (%s) may not POST api/v1%s"
                    .formatted(role, role.text(), path));
      }
    }
    assertThat(billing.as(token, "POST", "/plans", "{\"name\": \"x\", \"price\": 1}").status())
        .isEqualTo(403);
    assertThat(billing.as(token, "GET", "/plans", null).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": "x", "price": 1                                   | 400 |
          not json                                                   | 400 |
          {"name": "x", "price": 1} {}                               | 400 |
          {"name": "x", "name": "y", "price": 1}                     | 400 |
          {"name": "x", "price": 1, "prise": 2}                      | 400 | prise
          {"name": "x", "price": 1, "rateLimit": {"down": 2}}        | 400 | rateLimit.down
          {"name": "x", "price": 1, "rateLimit": {"download": "2"}}  | 400 | rateLimit.download
          {"name": "x", "price": 1, "rateLimit": {"download": 2.5}}  | 400 | rateLimit.download
          {"name": "x", "price": 1, "rateLimit": 5}                  | 400 | rateLimit
          {"name": 7, "price": 1}                                    | 400 | name
          {"name": "x", "price": 1.5}                                | 400 | price
          {"name": "x", "price": -1}                                 | 422 | price
          {"name": "x"}                                              | 422 | price
          {"name": " ", "price": 1}                                  | 422 | name
          {"name": "x", "price": 1, "period": "1 month"}             | 422 | period
          {"name": "x", "price": 1, "rateLimit": {"download": 2}}    | 422 | rateLimit.upload
          {"name": "x", "price": 1, "pool": "a b"}                   | 422 | pool
          """)
  void a_request_is_refused_by_the_name_of_its_field(String body, int status, String field) {
    Reply reply = billing.post("/plans", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.json().get("status").asInt()).isEqualTo(status);
    assertThat(reply.field()).as(reply.text()).isEqualTo(field == null ? "" : field);
  }

  @Test
  void an_element_of_a_list_is_named_by_its_place() {
    assertThat(billing.post("/customers", "{\"name\": \"x\", \"tags\": [\"a\", 7]}").field())
        .isEqualTo("tags[1]");
  }

  @Test
  void what_is_too_deep_or_too_long_is_refused() {
    assertThat(billing.post("/plans", "[".repeat(40) + "]".repeat(40)).status()).isEqualTo(400);
    assertThat(billing.patch("/plans/1", "{\"a\":".repeat(33) + "1" + "}".repeat(33)).text())
        .contains("more than 32 deep");
    String long1 = "{\"name\": \"" + "x".repeat(1 << 20) + "\"}";
    assertThat(billing.post("/plans", long1).status()).isEqualTo(413);
    assertThat(billing.postChunked("/plans", long1).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/customers?q=%00",
        "/plans/external:%00",
        "/sessions?username=%00",
        "/access-events?cursor=-1y2p0ij32e8e8"
      })
  void what_postgresql_can_t_hold_is_the_caller_s_mistake_and_no_surprise(String path) {
    Reply reply = billing.get(path);
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
  }

  @Test
  void paths_and_methods_that_are_not_there_are_problems_too() {
    assertThat(billing.get("/nothing").status()).isEqualTo(404);
    assertThat(billing.get("/plans/999999").json().get("detail").asText())
        .isEqualTo("There is no plan 999999.");
    assertThat(billing.get("/plans/username:x").status()).isEqualTo(404);
    assertThat(billing.get("/plans/9999999999999999999999").status()).isEqualTo(404);
    Reply wrongMethod = billing.put("/plans", "{}");
    assertThat(wrongMethod.status()).isEqualTo(405);
    assertThat(wrongMethod.header("Allow")).contains("POST");
    Reply wrongType = billing.post("/plans", "name=x", "Content-Type", "text/plain");
    assertThat(wrongType.status()).isEqualTo(415);
    Reply wrongAnswer = billing.get("/plans", "Accept", "application/xml");
    assertThat(wrongAnswer.status()).isEqualTo(406);
    for (Reply reply : List.of(billing.get("/nothing"), wrongMethod, wrongType, wrongAnswer)) {
      assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void a_key_s_second_use_is_answered_like_the_first() {
    String body = "{\"name\": \"Sekali\", \"price\": 1}";
    Reply first = billing.post("/plans", body, "Idempotency-Key", "k1");
    Reply again = billing.post("/plans", body, "Idempotency-Key", "k1");
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    Reply other =
        billing.post("/plans", "{\"name\": \"Lain\", \"price\": 1}", "Idempotency-Key", "k1");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.field()).isEqualTo("Idempotency-Key");
    assertThat(
            billing
                .post("/plans", "{\"name\": \"Lain\", \"price\": 1}", "Idempotency-Key", "k2")
                .status())
        .isEqualTo(201);
  }

  @Test
  void of_many_copies_at_once_one_is_done() {
    String body = "{\"name\": \"Serentak\", \"price\": 1}";
    List<CompletableFuture<Reply>> copies =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> billing.post("/plans", body, "Idempotency-Key", "copies")))
            .toList();
    List<Reply> replies = copies.stream().map(CompletableFuture::join).toList();
    assertThat(replies).allMatch(reply -> reply.status() == 201 || reply.status() == 409);
    assertThat(replies.stream().filter(reply -> reply.status() == 201).map(Reply::id).distinct())
        .hasSize(1);
    assertThat(billing.get("/plans?q=Serentak").json().get("items")).hasSize(1);
  }

  @Test
  void a_secret_in_an_answer_is_kept_sealed() throws Exception {
    Reply made =
        billing.post("/tokens", "{\"name\": \"s\", \"role\": \"auditor\"}", "Idempotency-Key", "t");
    String token = made.json().get("token").asText();
    assertThat(
            billing
                .post("/tokens", "{\"name\": \"s\", \"role\": \"auditor\"}", "Idempotency-Key", "t")
                .text())
        .contains(token);
    try (var connection = TestDatabase.connect(billing.database);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT string_agg(encode(response_sealed, 'escape'), ' ') FROM idempotency")) {
      rows.next();
      assertThat(rows.getString(1)).doesNotContain(token);
    }
  }

  @Test
  void lists_come_in_pages() {
    IntStream.range(0, 5)
        .forEach(i -> billing.post("/customers", "{\"name\": \"Halaman %d\"}".formatted(i)));
    Reply first = billing.get("/customers?q=Halaman&limit=2");
    assertThat(first.json().get("items")).hasSize(2);
    Reply second =
        billing.get("/customers?q=Halaman&limit=2&cursor=" + first.json().get("next").asText());
    Reply third =
        billing.get("/customers?q=Halaman&limit=2&cursor=" + second.json().get("next").asText());
    assertThat(third.json().get("items")).hasSize(1);
    assertThat(third.json().at("/items/0/name").asText()).isEqualTo("Halaman 4");
    assertThat(third.json().get("next").isNull()).isTrue();
    assertThat(billing.get("/customers?limit=501").field()).isEqualTo("limit");
    assertThat(billing.get("/customers?limit=many").field()).isEqualTo("limit");
    assertThat(billing.get("/customers?cursor=!!").status()).isEqualTo(400);
    assertThat(billing.get("/customers?q=%25").json().get("items")).isEmpty();
  }

  @Test
  void the_openapi_document_names_the_paths_and_not_the_actor() {
    Reply reply = billing.anonymous("GET", "/api/openapi.json");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("openapi").asText()).startsWith("3.");
    assertThat(reply.json().get("paths").fieldNames())
        .toIterable()
        .contains("/api/v1/subscriptions/{id}/isolate", "/api/v1/payments", "/api/v1/backup-links");
    assertThat(
            reply
                .json()
                .at(
                    "/paths/~1api~1v1~1plans/post/requestBody/content/application~1json/schema/$ref")
                .asText())
        .endsWith("SavePlan");
    assertThat(reply.json().at("/components/schemas").has("Actor")).isFalse();
    assertThat(reply.json().at("/components/schemas").has("HttpHeaders")).isFalse();
  }

  @Test
  void the_landing_page_has_no_script_and_may_run_none() {
    Reply page = billing.anonymous("GET", "/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("/api/openapi.json").doesNotContain("<script");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
  }

  @Test
  void the_admin_port_tells_readiness_by_part_and_metrics_of_all() {
    Reply health = billing.admin("/healthcheck");
    assertThat(health.json().at("/database/healthy").asBoolean()).isTrue();
    assertThat(health.json().at("/radius-journal/healthy").asBoolean()).isTrue();
    assertThat(health.json().at("/radius-directory/healthy").asBoolean()).isFalse();
    assertThat(health.json().at("/radius-directory/message").asText())
        .isEqualTo("subscribers not loaded yet");
    assertThat(health.status()).isEqualTo(500);
    assertThat(billing.admin("/metrics").text())
        .contains("gerbang_http_answers_total{status=\"2xx\"}")
        .contains("gerbang_billing_connections{state=\"idle\"}")
        .contains("gerbang_radius_requests_total 7");
  }

  @Test
  void a_path_that_is_no_path_shows_no_trace() {
    Reply reply = billing.anonymous("GET", "/api/%2e%2e/%00");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).doesNotContain("at org.eclipse");
  }
}
