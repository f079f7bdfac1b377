package id.gerbang.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.gateway.StandInProvider;
import id.gerbang.billing.money.MovableClock;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The payment link of an ISP with a gateway, whose provider a stand-in plays. */
abstract class PayLinkOverHttp {

  static final String ISP_BEARS = "\"feeBearer\": \"isp\"";
  static final String CUSTOMER_BEARS = "\"feeBearer\": \"customer\"";

  final HttpClient client = HttpClient.newHttpClient();
  final MovableClock clock = new MovableClock("2026-11-22T05:00:00Z");
  final RunningBilling billing = new RunningBilling(clock, List.of());
  final StandInProvider provider = new StandInProvider();

  @BeforeEach
  void set() {
    billing.put(
        "/settings",
        "{\"ispName\": \"Net Maju\", \"ispPhone\": \"0812-3456-7890\", \"paymentInstructions\": \"Transfer BCA 123\"}");
    gateway(StandInProvider.KEY, ISP_BEARS);
  }

  @AfterEach
  void stop() {
    billing.close();
    provider.close();
  }

  void gateway(String key, String more) {
    Reply set =
        billing.put(
            "/gateways/midtrans",
            """
            {"enabled": true, "apiUrl": "%1$s", "checkoutUrl": "%1$s", "apiKey": "%2$s", %3$s, "channels": [
              {"code": "qris", "feeBasisPoints": 70}, {"code": "bca_va", "feeFixed": 4000},
              {"code": "bri_va", "label": "BRI <BRIVA>", "feeFixed": 4000}, {"code": "mandiri_bill", "feeFixed": 4000},
              {"code": "gopay"}, {"code": "indomaret", "feeFixed": 5000}, {"code": "snap"},
              {"code": "alfamart", "minAmount": 500000}, {"code": "cimb_va", "areas": ["Timur"]}]}"""
                .formatted(provider.url(), key, more));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
  }

  /** The payment link of a new customer's invoice. */
  String link(long amount) {
    long customer = billing.post("/customers", "{\"name\": \"Budi Santoso\"}").id();
    Reply made =
        billing.post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "2026-11-30", "lines": [{"description": "Internet November", "amount": %d}]}"""
                .formatted(customer, amount));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return URI.create(made.json().get("payUrl").asText()).getPath();
  }

  Reply page(String path) {
    return billing.anonymous("GET", path);
  }

  /** As a browser sends the form. */
  HttpResponse<String> choose(String path, String way, String... header) {
    return send(path, "way=" + URLEncoder.encode(way, UTF_8), header);
  }

  HttpResponse<String> send(String path, String fields, String... header) {
    HttpRequest.Builder form =
        HttpRequest.newBuilder(address(path))
            .POST(BodyPublishers.ofString(fields))
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (header.length > 0) {
      form.headers(header);
    }
    return client.sendAsync(form.build(), BodyHandlers.ofString()).join();
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + billing.service.httpPort() + path);
  }

  long count(String sql) {
    return billing
        .service
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  List<String> texts(String sql) {
    return billing
        .service
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
