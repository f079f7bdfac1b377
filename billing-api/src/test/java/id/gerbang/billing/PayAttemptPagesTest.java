package id.gerbang.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.gateway.StandInProvider;
import id.gerbang.billing.gateway.StandInProvider.Mood;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was chosen, on the payment link: how to pay it, when no more, and that it arrived. */
class PayAttemptPagesTest extends PayLinkOverHttp {

  private static final int LIGHTEST = 60_000;
  private static final int WAITING_YELLOW = 0xfdf0d2;
  private static final int TROUBLE_RED = 0xfbdfdd;
  private int keys;

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
}
