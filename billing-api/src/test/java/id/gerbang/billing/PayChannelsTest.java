package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.gateway.StandInProvider;
import id.gerbang.billing.gateway.StandInProvider.Mood;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer chooses on the payment link: what is offered, what is taken, and once. */
class PayChannelsTest extends PayLinkOverHttp {

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
}
