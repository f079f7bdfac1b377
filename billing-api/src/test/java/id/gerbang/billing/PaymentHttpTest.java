package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Payments over real HTTP: once under a key, for which invoices, and taken back. */
class PaymentHttpTest extends MoneyOverHttp {

  @Test
  void fifty_copies_under_one_key_pay_once_and_hear_the_same() throws Exception {
    issue(150_000, "2026-11-30");
    String body =
        "{\"customerId\":%d,\"amount\":100000,\"method\":\"transfer\"}".formatted(customer);
    String key = key();
    List<CompletableFuture<HttpResponse<String>>> copies =
        IntStream.range(0, 50)
            .mapToObj(
                n -> CLIENT.sendAsync(posting("/payments", body, key), BodyHandlers.ofString()))
            .toList();
    List<HttpResponse<String>> answers = copies.stream().map(CompletableFuture::join).toList();
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201, 409);
    assertThat(
            answers.stream().filter(answer -> answer.statusCode() == 201).map(HttpResponse::body))
        .isNotEmpty()
        .containsOnly(post("/payments", body, key).body());
    assertThat(number("SELECT count(*) FROM payment WHERE customer_id = " + customer)).isEqualTo(1);
  }

  @Test
  void a_payment_says_which_invoices_it_is_for_once_under_its_key() throws Exception {
    issue(100_000, "2026-11-30");
    JsonNode chosen = JSON.readTree(issue(150_000, "2026-12-31").body());
    String body =
        "{\"customerId\":%d,\"method\":\"cash\",\"allocations\":[{\"invoiceId\":%s,\"amount\":150000}]}"
            .formatted(customer, chosen.get("id"));
    String key = key();
    HttpResponse<String> paid = post("/payments", body, key);
    assertThat(paid.statusCode()).as(paid.body()).isEqualTo(201);
    assertThat(JSON.readTree(paid.body()).at("/allocations/0/invoiceNumber"))
        .isEqualTo(chosen.get("number"));
    assertThat(post("/payments", body, key).body()).isEqualTo(paid.body());
    assertThat(post("/payments", body.replace("150000", "150001"), key).statusCode())
        .isEqualTo(422);
    assertThat(get("/invoices/" + chosen.get("id")).get("status").asText()).isEqualTo("paid");
    HttpResponse<String> again = post("/payments", body, key());
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("allocations[0].invoiceId");
  }

  @Test
  void the_same_under_another_key_is_asked_about() throws Exception {
    String body = "{\"customerId\":%d,\"amount\":\"5\",\"method\":\"cash\"}".formatted(customer);
    JsonNode first = JSON.readTree(post("/payments", body, key()).body());
    HttpResponse<String> second = post("/payments", body, key());
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("payment " + first.get("id")).contains("confirmDuplicate");
    String confirmed = body.replace("}", ",\"confirmDuplicate\":true}");
    assertThat(post("/payments", confirmed, key()).statusCode()).isEqualTo(201);
  }

  @Test
  void a_key_is_for_one_body_and_money_needs_one() throws Exception {
    String body = "{\"customerId\":%d,\"amount\":7,\"method\":\"cash\"}".formatted(customer);
    String key = key();
    post("/payments", body, key);
    assertThat(post("/payments", body.replace("7", "8"), key).statusCode()).isEqualTo(422);
    HttpResponse<String> without = post("/payments", body, null);
    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(without.body()).contains("Idempotency-Key");
  }

  @Test
  void a_payment_above_the_limit_is_taken_back_by_two_people() throws Exception {
    String name = "tagihan" + customer;
    long siti =
        JSON.readTree(
                post("/staff", "{\"name\":\"%s\",\"role\":\"billing\"}".formatted(name), key())
                    .body())
            .at("/staff/id")
            .asLong();
    String billing =
        JSON.readTree(
                post(
                        "/tokens",
                        "{\"name\":\"%s\",\"role\":\"billing\",\"staffId\":%d}"
                            .formatted(name, siti),
                        key())
                    .body())
            .get("token")
            .asText();
    assertThat(put("/settings", "{\"reversalLimit\":100000}").statusCode()).isEqualTo(200);
    issue(150_000, "2026-11-20");
    long payment =
        JSON.readTree(
                post(
                        "/payments",
                        "{\"customerId\":%d,\"method\":\"transfer\"}".formatted(customer),
                        key())
                    .body())
            .get("id")
            .asLong();
    assertThat(unpaid()).isZero();
    String path = "/payments/" + payment + "/reverse";
    assertThat(post(path, "{}", key()).body()).contains("reason");
    assertThat(post(path + "/approve", "", key()).statusCode()).isEqualTo(409);

    HttpResponse<String> asked = post(path, "{\"reason\":\"never arrived\"}", key());
    assertThat(asked.statusCode()).isEqualTo(202);
    assertThat(JSON.readTree(asked.body()).at("/reversal/state").asText()).isEqualTo("pending");
    assertThat(unpaid()).isZero();
    assertThat(post(path, "{\"reason\":\"again\"}", key()).statusCode()).isEqualTo(409);
    assertThat(get("/payments?reversal=pending").get("items")).hasSize(1);
    assertThat(post(path + "/approve", "", key()).statusCode()).isEqualTo(403);

    HttpResponse<String> approved = send(posting(path + "/approve", "", key(), billing));
    assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
    JsonNode reversal = JSON.readTree(approved.body()).get("reversal");
    assertThat(reversal.get("state").asText()).isEqualTo("reversed");
    assertThat(reversal.get("decidedBy").asText()).isEqualTo("token:tagihan" + customer);
    assertThat(unpaid()).isEqualTo(1);
    assertThat(post(path, "{\"reason\":\"again\"}", key()).statusCode()).isEqualTo(409);
    assertThat(put("/settings", "{\"reversalLimit\":1000000000000}").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
