package id.gerbang.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.gateway.StandInProvider;
import id.gerbang.billing.gateway.StandInProvider.Mood;
import id.gerbang.billing.money.MovableClock;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The payment link with gateways: a customer chooses, is told how to pay, and sees it arrive. */
class PayChannelsTest {

  private static final int LIGHTEST = 60_000;
  private static final int WAITING_YELLOW = 0xfdf0d2;
  private static final int TROUBLE_RED = 0xfbdfdd;
  private static final String ISP_BEARS = "\"feeBearer\": \"isp\"";
  private static final String CUSTOMER_BEARS = "\"feeBearer\": \"customer\"";

  private final HttpClient client = HttpClient.newHttpClient();
  private final MovableClock clock = new MovableClock("2026-11-22T05:00:00Z");
  private final RunningBilling billing = new RunningBilling(clock, List.of());
  private final StandInProvider provider = new StandInProvider();
  private int keys;

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

  private void gateway(String key, String more) {
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

  @Test
  void what_this_customer_may_use_is_offered_with_what_it_costs() {
    String link = link(166_500);
    String page = page(link).text();
    assertThat(page)
        .contains("Pilih cara membayar", "Tanpa biaya tambahan", "Atau bayar langsung kepada kami")
        .contains("QRIS", "BCA Virtual Account", "BRI &lt;BRIVA&gt;", "GoPay", "Indomaret")
        .contains("value=\"midtrans:bca_va\"", "<strong>Rp 166.500</strong>")
        .doesNotContain("Alfamart", "CIMB", "termasuk biaya");
    gateway(StandInProvider.KEY, CUSTOMER_BEARS);
    assertThat(page(link + "?lang=en").text())
        .contains("The payment provider takes a fee", "with a fee of Rp 4.000")
        .contains("<strong>Rp 170.500</strong>", "with a fee of Rp 1.166", "Rp 167.666")
        .doesNotContain("No extra charge");
  }

  @Test
  void a_choice_is_one_attempt_however_often_it_is_sent_and_the_link_shows_it_again() {
    String link = link(166_500);
    HttpResponse<String> chosen = choose(link, "midtrans:bca_va");
    assertThat(chosen.statusCode()).as(chosen.body()).isEqualTo(303);
    assertThat(chosen.headers().firstValue("Location")).hasValue(link + "?attempt=1&lang=id");
    assertThat(choose(link, "midtrans:bca_va").headers().firstValue("Location"))
        .hasValue(link + "?attempt=1&lang=id");
    for (String address : List.of(link, link + "?attempt=1")) {
      assertThat(page(address).text())
          .contains("Menunggu pembayaran Anda", "880081", "Rp 166.500", "Bayar dengan cara lain")
          .contains(
              "sebelum 23 November 2026 12:00 WIB", "content=\"20\"", "?attempt=1&amp;lang=en");
    }
    assertThat(count("SELECT count(*) FROM payment_attempt")).isEqualTo(1);
    assertThat(texts("SELECT created_by FROM payment_attempt")).containsExactly("payment-link");

    choose(link, "midtrans:indomaret");
    assertThat(page(link).text()).contains("25709650945026", "kasir Indomaret");
    assertThat(page(link + "?attempt=1").text()).contains("880081");
    assertThat(provider.calls).hasSize(2);
  }

  @Test
  void two_forms_at_once_are_one_attempt_too() {
    String link = link(166_500);
    List<CompletableFuture<HttpResponse<String>>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(CompletableFuture.supplyAsync(() -> choose(link, "midtrans:qris")));
    }
    both.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(303));
    assertThat(count("SELECT count(*) FROM payment_attempt")).isEqualTo(1);
    assertThat(provider.calls).containsExactly("POST /v2/charge");
  }

  @Test
  void qris_is_a_picture_that_a_camera_reads_on_a_light_page_without_script() throws Exception {
    String link = link(166_500);
    choose(link, "midtrans:qris");
    String page = page(link).text();
    assertThat(page).contains("aria-label=\"Kode QRIS").doesNotContain("<script", " style=");
    assertThat(page.getBytes(UTF_8)).hasSizeLessThan(LIGHTEST);
    Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(page);
    assertThat(box.find()).isTrue();
    assertThat(read(page, Integer.parseInt(box.group(1)) - 8))
        .isEqualTo("00020101021226620014COM.GO-JEK.WWW");
  }

  /** The dark squares of the one path, without the quiet zone of 4 around. */
  private static String read(String page, int size) throws Exception {
    BitMatrix squares = new BitMatrix(size);
    Matcher run = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-").matcher(page);
    while (run.find()) {
      squares.setRegion(
          Integer.parseInt(run.group(1)) - 4,
          Integer.parseInt(run.group(2)) - 4,
          Integer.parseInt(run.group(3)),
          1);
    }
    return new Decoder().decode(squares).getText();
  }

  @ParameterizedTest
  @CsvSource({
    "gopay, href=\"gojek://gopay/merchanttransfer?tref=1\", Continue to GoPay",
    "snap, href=\"https://app.sandbox.midtrans.com/snap/v4/redirection/INV-2611-000001-1\", Continue to Midtrans",
    "mandiri_bill, 990000000260, 70012",
    "bri_va, BRI &lt;BRIVA&gt;</h2>, any bank"
  })
  void each_other_way_says_what_to_do(String channel, String first, String second) {
    String link = link(166_500);
    choose(link + "?lang=en", "midtrans:" + channel);
    assertThat(page(link + "?lang=en").text()).contains(first, second, "Waiting for your payment");
  }

  @Test
  void a_gateway_that_does_not_answer_is_said_and_asked_again_for_the_same_attempt() {
    String link = link(166_500);
    provider.mood = Mood.FAILS;
    choose(link, "midtrans:qris");
    assertThat(page(link).text())
        .contains("Penyedia tidak menjawab", "Tunggu setengah menit lalu coba lagi", "Coba lagi")
        .contains("Bayar dengan cara lain", "content=\"30\"");
    assertThat(page(link + "?lang=en").text())
        .contains("The provider does not answer", "Wait half a minute and try again", "Try again");
    provider.mood = Mood.WELL;
    clock.move(Duration.ofSeconds(31));
    choose(link, "midtrans:qris");
    assertThat(page(link).text()).contains("Menunggu pembayaran Anda", "<svg");
    assertThat(count("SELECT count(*) FROM payment_attempt")).isEqualTo(1);
  }

  @Test
  void a_gateway_that_refuses_leaves_the_other_ways() {
    String link = link(166_500);
    provider.mood = Mood.REFUSES;
    String refused = choose(link, "midtrans:qris").headers().firstValue("Location").orElseThrow();
    assertThat(page(refused).text())
        .contains("Cara ini sedang tidak bisa dipakai", "Bayar dengan cara lain");
    assertThat(page(link).text()).contains("Pilih cara membayar").doesNotContain("tidak bisa");
  }

  @Test
  void only_this_page_s_own_form_is_taken() {
    String link = link(166_500);
    String own = "http://127.0.0.1:" + billing.service.httpPort();
    String[][] others = {
      {"Sec-Fetch-Site", "cross-site"},
      {"Sec-Fetch-Site", "same-site"},
      {"Origin", "https://evil.example"},
      {"Origin", own + "1"},
      {"Origin", "::"}
    };
    for (String[] header : others) {
      HttpResponse<String> refused = choose(link, "midtrans:qris", header);
      assertThat(refused.statusCode()).as(String.join(": ", header)).isEqualTo(403);
      assertThat(refused.body()).contains("datang dari situs lain", "Pilih cara membayar");
    }
    assertThat(count("SELECT count(*) FROM payment_attempt")).isZero();
    String[][] ours = {{"Sec-Fetch-Site", "same-origin"}, {"Origin", own}, {"Origin", "null"}};
    for (String[] header : ours) {
      assertThat(choose(link, "midtrans:qris", header).statusCode()).isEqualTo(303);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"midtrans:alfamart", "midtrans:cimb_va", "xendit:qris", "midtrans", ""})
  void what_is_not_offered_is_not_made(String way) {
    HttpResponse<String> answer = choose(link(166_500), way);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("tidak tersedia lagi", "Pilih cara membayar");
    assertThat(provider.calls).isEmpty();
  }

  @Test
  void a_part_paid_at_the_counter_makes_the_old_code_void() {
    String link = link(166_500);
    choose(link, "midtrans:bca_va");
    pay(66_500);
    assertThat(page(link).text()).contains("Rp 100.000").doesNotContain("880081");
    assertThat(page(link + "?attempt=1").text())
        .contains("Sisa tagihan sudah berubah", "Jangan bayar jumlah yang lama")
        .doesNotContain("880081");
    assertThat(choose(link, "midtrans:bca_va").headers().firstValue("Location"))
        .hasValue(link + "?attempt=2&lang=id");
  }

  @Test
  void a_code_that_has_expired_is_not_shown_any_more() {
    String link = link(166_500);
    choose(link, "midtrans:bca_va");
    clock.move(Duration.ofHours(24));
    assertThat(page(link + "?attempt=1").text())
        .contains("Sudah tidak berlaku", "Bayar dengan cara lain")
        .doesNotContain("880081");
    assertThat(page(link).text()).contains("Pilih cara membayar").doesNotContain("berlaku");
  }

  @Test
  void paid_at_the_bank_it_says_so_by_itself_and_takes_no_more() throws Exception {
    String link = link(166_500);
    choose(link, "midtrans:bca_va");
    String reference = texts("SELECT reference FROM payment_attempt").get(0);
    provider.midtransSays(reference, "settlement", "200");
    HttpRequest notification =
        HttpRequest.newBuilder(address("/webhooks/midtrans"))
            .POST(BodyPublishers.ofByteArray(provider.midtransTells(reference)))
            .header("Content-Type", "application/json")
            .build();
    assertThat(client.send(notification, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    await()
        .untilAsserted(
            () ->
                assertThat(page(link).text())
                    .contains("LUNAS", "sudah lunas")
                    .doesNotContain("880081", "<form", "refresh"));
    HttpResponse<String> late = choose(link, "midtrans:qris");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("sudah lunas").doesNotContain("<form", "class=\"wrong\"");
  }

  @Test
  void who_says_to_have_paid_has_the_gateway_asked_but_not_all_the_time() {
    String link = link(166_500);
    choose(link, "midtrans:bca_va");
    String reference = texts("SELECT reference FROM payment_attempt").get(0);
    for (int i = 0; i < 3; i++) {
      assertThat(send(link, "paid=1").headers().firstValue("Location"))
          .hasValue(link + "?attempt=1&lang=id");
    }
    assertThat(page(link).text())
        .contains(
            "Pada 22 November 2026 12:00 WIB penyedia pembayaran belum menerimanya", "880081");
    assertThat(provider.calls)
        .containsExactly("POST /v2/charge", "GET /v2/" + reference + "/status");

    provider.mood = Mood.FAILS;
    clock.move(Duration.ofSeconds(20));
    send(link, "paid=1");
    assertThat(page(link).text()).contains("tidak menjawab pada", "jangan membayar", "880081");
    provider.mood = Mood.WELL;
    provider.midtransSays(reference, "settlement", "200");
    clock.move(Duration.ofSeconds(20));
    send(link, "paid=1");
    assertThat(page(link).text()).contains("LUNAS");

    String other = link(166_500);
    assertThat(send(other, "paid=1").headers().firstValue("Location"))
        .hasValue(other + "?attempt=none&lang=id");
    assertThat(provider.calls).hasSize(4);
  }

  @Test
  void an_invoice_tried_all_day_says_so() {
    String link = link(166_500);
    choose(link, "midtrans:qris");
    billing
        .service
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO payment_attempt (reference, invoice_id, number, customer_id, gateway, channel, amount, customer_fee,
                                                 gateway_fee, created_at, created_by, state, expires_at, link)
                    SELECT 'X-' || n, invoice_id, n, customer_id, gateway, channel, amount, 0, 0, created_at, created_by, 'failed', expires_at,
                           'https://stand-in.example/' || n
                    FROM payment_attempt, generate_series(2, 20) n"""));
    HttpResponse<String> answer = choose(link + "?lang=en", "midtrans:bca_va");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("tried too often today", "Waiting for your payment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "en"})
  void a_phone_shows_the_choice_the_code_and_the_trouble(String lang) {
    Browser.require();
    gateway(StandInProvider.KEY, CUSTOMER_BEARS);
    String link = link(166_500);
    String shown = address(link + "?lang=" + lang).toString();
    Browser.picture(shown, "channels-" + lang);
    for (String channel : List.of("bca_va", "indomaret", "gopay", "qris")) {
      choose(link, "midtrans:" + channel);
      assertThat(Browser.shows(Browser.picture(shown, channel + "-" + lang), WAITING_YELLOW))
          .isTrue();
    }
    provider.mood = Mood.FAILS;
    choose(link, "midtrans:bri_va");
    assertThat(Browser.shows(Browser.picture(shown, "no-answer-" + lang), TROUBLE_RED)).isTrue();
  }

  /** The payment link of a new customer's invoice. */
  private String link(long amount) {
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

  private void pay(long amount) {
    Reply paid =
        billing.post(
            "/payments",
            "{\"invoiceId\": %d, \"amount\": %d, \"method\": \"cash\"}"
                .formatted(count("SELECT max(id) FROM invoice"), amount),
            "Idempotency-Key",
            "pay-" + ++keys);
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
  }

  private Reply page(String path) {
    return billing.anonymous("GET", path);
  }

  /** As a browser sends the form. */
  private HttpResponse<String> choose(String path, String way, String... header) {
    return send(path, "way=" + URLEncoder.encode(way, UTF_8), header);
  }

  private HttpResponse<String> send(String path, String fields, String... header) {
    HttpRequest.Builder form =
        HttpRequest.newBuilder(address(path))
            .POST(BodyPublishers.ofString(fields))
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (header.length > 0) {
      form.headers(header);
    }
    return client.sendAsync(form.build(), BodyHandlers.ofString()).join();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + billing.service.httpPort() + path);
  }

  private long count(String sql) {
    return billing
        .service
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  private List<String> texts(String sql) {
    return billing
        .service
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
