package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.core.database.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists as files: {@code Accept: text/csv}, or XLSX. */
class ExportHttpTest {

  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final String MARK = "\uFEFF";
  private static RunningBilling billing;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO customer (number, name, phone, tags)
        SELECT 'N-' || lpad(n::text, 5, '0'), 'Pelanggan ' || n, '62812' || lpad(n::text, 7, '0'), ARRAY['rt 1', 'rw 2']
        FROM generate_series(1, 1203) n""");
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void every_row_that_matches_is_there_once_and_in_order_however_many_pages_that_is() {
    Reply all = csv("/customers?limit=7");
    assertThat(all.status()).isEqualTo(200);
    assertThat(all.header("Content-Type"))
        .startsWith("text/csv")
        .contains("charset=utf-8", "header=present");
    assertThat(all.header("Content-Disposition"))
        .matches("attachment; filename=\"customers-\\d{4}-\\d\\d-\\d\\d\\.csv\"");
    assertThat(all.text()).startsWith(MARK + "id,externalId,number,name,phone,");
    List<String> numbers =
        all.text()
            .lines()
            .skip(1)
            .map(line -> line.split(",")[2])
            .filter(n -> n.startsWith("N-"))
            .toList();
    assertThat(numbers).hasSize(1203).doesNotHaveDuplicates().isSorted();
    assertThat(csv("/customers?q=Pelanggan 1203").text().lines()).hasSize(2);
  }

  @Test
  void lists_of_words_are_joined_and_what_lists_never_fill_has_no_column() {
    List<String> lines = csv("/customers?q=N-00001").text().lines().toList();
    assertThat(lines.get(0)).doesNotContain("subscription");
    assertThat(lines.get(1)).contains(",\"rt 1; rw 2\",");
  }

  @Test
  void money_is_whole_rupiah_and_nested_fields_are_columns() {
    long plan = billing.plan("50 Mega");
    List<String> lines = csv("/plans?q=50 Mega").text().lines().toList();
    Map<String, String> row = row(lines);
    assertThat(row)
        .containsEntry("id", Long.toString(plan))
        .containsEntry("price", "150000")
        .containsEntry("rateLimit.download", "10000000");
  }

  @Test
  void no_text_is_a_formula() {
    for (String name : List.of("=HYPERLINK(\\\"http://x\\\")", "@SUM(1)", "-1+1", "+1")) {
      billing.post("/customers", "{\"name\": \"%s\", \"area\": \"rumus\"}".formatted(name));
    }
    assertThat(csv("/customers?q=HYPERLINK").text())
        .contains(",\"'=HYPERLINK(\"\"http://x\"\")\",");
    assertThat(csv("/customers?q=SUM").text()).contains(",'@SUM(1),");
    assertThat(csv("/customers?q=-1%2B1").text()).contains(",'-1+1,");
  }

  @Test
  void a_role_that_may_not_read_a_list_may_not_export_it() {
    String token = billing.service.tokens().create("teknisi-ekspor", Role.TECHNICIAN);
    Reply refused = billing.as(token, "GET", "/audit", null);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(csvAs(token, "/audit").status()).isEqualTo(403);
    assertThat(csvAs("gbg_unknown", "/customers").status()).isEqualTo(401);
  }

  @Test
  void what_is_wrong_with_the_question_is_a_problem_and_no_file() {
    Reply answer = csv("/invoices?status=late");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("Content-Disposition")).isEmpty();
    assertThat(answer.field()).isEqualTo("status");
  }

  @Test
  void a_single_thing_is_no_file() {
    long id = billing.post("/customers", "{\"name\": \"Sendiri\"}").id();
    Reply answer = csv("/customers/" + id);
    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void json_stays_what_is_answered_to_whoever_prefers_it() {
    assertThat(
            billing
                .get("/customers?limit=1", "Accept", "application/json, text/csv")
                .json()
                .get("items"))
        .hasSize(1);
    assertThat(billing.get("/customers?limit=1", "Accept", "*/*").json().get("items")).hasSize(1);
  }

  @Test
  void who_took_what_away_is_in_the_audit() {
    csv("/customers?q=N-0000");
    JsonNode last = billing.get("/audit?q=list.export").json().at("/items");
    assertThat(last)
        .anySatisfy(
            row -> {
              assertThat(row.get("actor").asText()).isEqualTo("token:test");
              assertThat(row.get("object").asText()).isEqualTo("list:customers");
              assertThat(row.at("/detail/filter").asText()).isEqualTo("q=N-0000");
              assertThat(row.at("/detail/format").asText()).isEqualTo("csv");
            });
    assertThat(csv("/audit?q=list.export").text()).contains("\"{\"\"filter\"\":");
  }

  /** The client has the first page and no more when the second can't be read. */
  @Test
  void half_a_file_does_not_pass_for_a_whole_one() throws Exception {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO customer (number, name, notes)
        SELECT 'B-' || n, 'besar', repeat('x', 40000) FROM generate_series(1, 600) n""");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + billing.service.httpPort() + "/api/v1/customers?q=besar"))
            .header("Accept", "text/csv")
            .header(
                "Authorization", "Bearer " + billing.service.tokens().create("besar", Role.OWNER))
            .build();
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    try {
      TestDatabase.execute(billing.database, "REVOKE SELECT ON customer FROM gerbang_billing");
      assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
    } finally {
      TestDatabase.execute(billing.database, "GRANT SELECT ON customer TO gerbang_billing");
      TestDatabase.execute(billing.database, "DELETE FROM customer WHERE name = 'besar'");
    }
  }

  /** By the specification, so that no list that comes later is left out. */
  @Test
  void every_list_of_the_api_is_a_file() {
    List<String> lists = new ArrayList<>();
    JsonNode paths = billing.get("/api/openapi.json").json().get("paths");
    paths
        .properties()
        .forEach(
            path -> {
              JsonNode answer = path.getValue().at("/get/responses/200/content");
              if (answer.toString().contains("schemas/Page") && !path.getKey().contains("{")) {
                lists.add(path.getKey());
              }
            });
    assertThat(lists).hasSizeGreaterThan(15).contains("/api/v1/customers", "/api/v1/sessions");
    for (String list : lists) {
      String asked = list.endsWith("address-history") ? list + "?address=10.0.0.1" : list;
      Reply file = csv(asked);
      assertThat(file.status()).as(list + ": " + file.text()).isEqualTo(200);
      String header = file.text().lines().findFirst().orElse("");
      assertThat(header).as(list).startsWith(MARK).contains(",");
      assertThat(Stream.of(header.split(","))).as(list).doesNotContain("").doesNotHaveDuplicates();
      assertThat(billing.get(asked, "Accept", XLSX).header("Content-Type"))
          .as(list)
          .isEqualTo(XLSX);
    }
  }

  private static Map<String, String> row(List<String> lines) {
    String[] names = lines.get(0).substring(1).split(",");
    String[] values = lines.get(1).split(",", -1);
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < names.length && i < values.length; i++) {
      row.put(names[i], values[i]);
    }
    return row;
  }

  private static Reply csv(String path) {
    return billing.get(path, "Accept", "text/csv");
  }

  private static Reply csvAs(String token, String path) {
    return billing.get(path, "Accept", "text/csv", "Authorization", "Bearer " + token);
  }
}
