package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The payment link as a customer's browser asks for it: no token, no script. */
class PayPagesTest {

  private static final MovableClock CLOCK = new MovableClock("2026-11-22T05:00:00Z");
  private static final int OVERDUE_RED = 0xfbdfdd;
  private static RunningBilling billing;
  private static int keys;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(CLOCK, List.of());
    Reply set =
        billing.put(
            "/settings",
            """
            {"ispName": "Net <Maju>", "ispAddress": "Jl. Merdeka 1\\nSurabaya", "ispPhone": "0812-3456-7890",
             "npwp": "01.234.567.8-901.000", "paymentInstructions": "Transfer BCA 123\\na.n. <Maju>"}""");
    assertThat(set.status()).as(set.text()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void an_open_invoice_shows_its_rest_its_lines_and_how_to_pay() {
    Reply invoice = invoice("Budi Santoso", 150_000, "2026-11-30");
    Reply page = page(invoice);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.text())
        .contains("Belum dibayar", "Rp 150.000", "30 November 2026", "Internet November")
        .contains("Budi S.", invoice.json().get("number").asText())
        .contains("Transfer BCA 123<br>a.n. &lt;Maju&gt;", "Net &lt;Maju&gt;")
        .contains("tel:081234567890")
        .doesNotContain("Santoso", "<Maju>");
  }

  @Test
  void a_name_that_is_markup_is_shown_as_the_text_that_it_is() {
    Reply page = page(invoice("<script>alert(1)</script>", 1000, "2026-11-30"));
    assertThat(page.text()).contains("&lt;script&gt;").doesNotContain("<script");
  }

  @Test
  void every_state_is_said_and_only_an_open_one_asks_again() {
    Reply invoice = invoice("Sari", 100_000, "2026-11-21");
    assertThat(page(invoice).text())
        .contains("Lewat jatuh tempo", "http-equiv=\"refresh\" content=\"60\"");
    pay(invoice, 40_000);
    assertThat(page(invoice).text()).contains("Sudah dibayar", "Rp 40.000", "Rp 60.000");
    pay(invoice, 60_000);
    assertThat(page(invoice).text())
        .contains("LUNAS", "sudah lunas")
        .doesNotContain("refresh", "Transfer BCA");

    Reply wrong = invoice("Sari", 70_000, "2026-11-30");
    billing.post("/invoices/" + wrong.id() + "/void", "{\"reason\": \"salah\"}");
    assertThat(page(wrong).text())
        .contains("BATAL", "Jangan dibayar")
        .doesNotContain("refresh", "Transfer BCA");
  }

  @Test
  void it_speaks_english_to_who_asks_for_it() {
    Reply invoice = invoice("Sari", 100_000, "2026-11-30");
    String path = path(invoice);
    assertThat(billing.get(path, "Accept-Language", "en-US,en;q=0.9").text())
        .contains("<html lang=\"en\">", "Not paid yet", "How to pay");
    assertThat(billing.anonymous("GET", path + "?lang=en").text()).contains("Not paid yet");
    assertThat(billing.get(path + "?lang=id", "Accept-Language", "en").text())
        .contains("<html lang=\"id\">", "Belum dibayar");
    assertThat(billing.anonymous("GET", path + "?lang=xx").text()).contains("Belum dibayar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pay/000000000000000000000000", "/pay/x", "/pay/a%3Cb"})
  void a_code_that_is_none_is_told_nothing(String path) {
    Reply page = billing.anonymous("GET", path);
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.text()).contains("Tautan tidak dikenal").doesNotContain("a<b");
  }

  @Test
  void a_code_is_unguessable_its_own_and_for_ever() {
    String first = invoice("Sari", 1000, "2026-11-30").json().get("payUrl").asText();
    String second = invoice("Sari", 1000, "2026-11-30").json().get("payUrl").asText();
    assertThat(first)
        .matches("http://[0-9.]+:%d/pay/[A-Za-z0-9]{24}".formatted(billing.service.httpPort()));
    assertThat(second).isNotEqualTo(first);
    Assertions.assertThatThrownBy(
            () -> TestDatabase.execute(billing.database, "UPDATE invoice SET pay_code = 'x'"))
        .hasStackTraceContaining("append-only");
  }

  @Test
  void it_needs_no_script_may_run_none_and_tells_nobody_where_it_was() {
    Reply page = page(invoice("Sari", 1000, "2026-11-30"));
    assertThat(page.text()).doesNotContain("<script", " style=", " onclick");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'self'")
        .contains("form-action 'self'", "frame-ancestors 'none'")
        .doesNotContain("script-src", "unsafe");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    Reply style = billing.anonymous("GET", "/pay/page.css");
    assertThat(style.header("Content-Type")).startsWith("text/css");
    assertThat(style.header("Cache-Control")).isEqualTo("public, max-age=3600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "en"})
  void a_phone_s_browser_shows_it_with_its_style(String lang) {
    Browser.require();
    Reply invoice = invoice("Siti Nur Aisyah binti Ahmad", 1_150_000, "2026-11-20");
    pay(invoice, 500_000);
    BufferedImage picture =
        Browser.picture(
            "http://127.0.0.1:%d%s?lang=%s"
                .formatted(billing.service.httpPort(), path(invoice), lang),
            "pay-overdue-" + lang);
    assertThat(Browser.shows(picture, OVERDUE_RED)).as("the red of what is overdue").isTrue();
    pay(invoice, 650_000);
    BufferedImage paid =
        Browser.picture(
            "http://127.0.0.1:%d%s?lang=%s"
                .formatted(billing.service.httpPort(), path(invoice), lang),
            "pay-paid-" + lang);
    assertThat(Browser.shows(paid, OVERDUE_RED)).isFalse();
  }

  private static Reply invoice(String name, long amount, String due) {
    long customer = billing.post("/customers", "{\"name\": \"%s\"}".formatted(name)).id();
    Reply made =
        billing.post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "%s", "lines": [{"description": "Internet November", "amount": %d}]}"""
                .formatted(customer, due, amount));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made;
  }

  private static void pay(Reply invoice, long amount) {
    Reply paid =
        billing.post(
            "/payments",
            "{\"invoiceId\": %d, \"amount\": %d, \"method\": \"cash\"}"
                .formatted(invoice.id(), amount),
            "Idempotency-Key",
            "pay-" + ++keys);
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
  }

  private static Reply page(Reply invoice) {
    return billing.anonymous("GET", path(invoice));
  }

  private static String path(Reply invoice) {
    return URI.create(invoice.json().get("payUrl").asText()).getPath();
  }
}
