package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.money.MovableClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A running service for all tests of a class, with a customer and a subscription for each. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class MoneyOverHttp {

  static final ObjectMapper JSON = new ObjectMapper();
  static final HttpClient CLIENT = HttpClient.newHttpClient();
  private final RunningBilling billing =
      new RunningBilling(new MovableClock("2026-11-22T05:00:00Z"), List.of());
  final BillingService service = billing.service;
  final String owner = service.tokens().create("owner", Role.OWNER);
  long customer;
  private long line;
  private int keys;

  @BeforeAll
  void a_plan() {
    billing.tenMega();
  }

  @AfterAll
  void stop() {
    billing.close();
  }

  @BeforeEach
  void a_customer() {
    customer =
        number(
            "INSERT INTO customer (number, name) SELECT 'C-' || count(*), 'Budi' FROM customer RETURNING id");
    line =
        number(
            "INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed)"
                + " VALUES (%d, 1, 1, 'budi%d', '\\x00') RETURNING id"
                    .formatted(customer, customer));
  }

  HttpResponse<String> issue(long amount, String dueDate) throws Exception {
    return post(
        "/invoices",
        "{\"customerId\":%d,\"dueDate\":\"%s\",\"lines\":[{\"description\":\"Internet\",\"amount\":%d}]}"
            .formatted(customer, dueDate, amount),
        key());
  }

  long unpaid() {
    return number(
        "SELECT count(*) FROM subscription WHERE unpaid_since IS NOT NULL AND id = " + line);
  }

  String key() {
    return "key-" + keys++;
  }

  long number(String sql) {
    return service.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  HttpResponse<String> post(String path, String body, String key) throws Exception {
    return CLIENT.send(posting(path, body, key), BodyHandlers.ofString());
  }

  HttpRequest posting(String path, String body, String key) {
    return posting(path, body, key, owner);
  }

  HttpRequest posting(String path, String body, String key, String token) {
    HttpRequest.Builder request = request(path, token).POST(BodyPublishers.ofString(body));
    return (key == null ? request : request.header("Idempotency-Key", key)).build();
  }

  HttpResponse<String> put(String path, String body) throws Exception {
    return CLIENT.send(
        request(path, owner).PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  JsonNode get(String path) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(request(path, owner).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  int status(String method, String path, String token) throws Exception {
    return CLIENT
        .send(
            request(path, token).method(method, BodyPublishers.ofString("{}")).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + service.httpPort() + "/api/v1" + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }
}
