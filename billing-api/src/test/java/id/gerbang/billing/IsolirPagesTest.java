package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The walled garden, asked as a phone in it asks: for some other host, from the address that its
 * session has. The test stands behind a trusted proxy, so that it can have any address.
 */
class IsolirPagesTest {

  private static final String OURS = "tagihan.example.net";
  private static final int BUTTON_BLUE = 0x0a58a8;
  private static final MovableClock CLOCK = new MovableClock("2026-11-22T05:00:00Z");
  private static RunningBilling billing;
  private static long plan;
  private static int customers;

  private long customer;
  private String number;
  private long subscription;
  private String address;

  @BeforeAll
  static void start() {
    billing =
        new RunningBilling(
            CLOCK,
            List.of(),
            new HttpConfig(
                0,
                Optional.empty(),
                0,
                Optional.of(URI.create("http://" + OURS)),
                InetAddress::isLoopbackAddress));
    plan = billing.plan("10 Mega");
    billing.put(
        "/settings",
        """
        {"ispName": "Net Maju", "ispPhone": "0812-3456-7890", "paymentInstructions": "Transfer BCA 123"}\
        """);
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @BeforeEach
  void a_customer_who_is_online() {
    customers++;
    var made =
        billing.post(
            "/customers",
            "{\"name\": \"Budi <b>Santoso</b> %d\", \"address\": \"Jl. Rahasia\", \"phone\": \"08120000%04d\", \"confirmDuplicate\": true}"
                .formatted(customers, customers));
    customer = made.id();
    number = made.json().get("number").asText();
    subscription =
        billing
            .post(
                "/subscriptions",
                "{\"customerId\": %d, \"planId\": %d, \"username\": \"budi%d\", \"password\": \"rahasia1\"}"
                    .formatted(customer, plan, customers))
            .id();
    address = "10.20.0." + customers;
    session(subscription, address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/generate_204", "/api/v1/plans?x=y", "/pay/x", "/isolir", "/a;b/%20c"})
  void whatever_an_isolated_customer_asks_for_leads_to_the_page(String path) {
    hold(null);
    String answer = raw("GET", "connectivitycheck.example.com", path, address, "");
    assertThat(answer).startsWith("HTTP/1.1 302 ");
    assertThat(answer).contains("\r\nLocation: http://" + OURS + "/isolir\r\n");
    assertThat(answer).containsIgnoringCase("Cache-Control: no-store");
  }

  @Test
  void a_foreign_host_leads_there_from_anywhere_but_our_own_paths_stay_ours() {
    assertThat(raw("GET", "example.com", "/", "10.99.0.1", "")).startsWith("HTTP/1.1 302 ");
    assertThat(raw("GET", "198.51.100.7", "/", "10.99.0.1", "")).startsWith("HTTP/1.1 302 ");
    assertThat(raw("GET", "billing.lan", "/api/v1/plans", "10.99.0.1", ""))
        .startsWith("HTTP/1.1 401 ");
    assertThat(raw("GET", "billing.lan", "/isolir", "10.99.0.1", "")).startsWith("HTTP/1.1 200 ");
    // Online and not isolated: an ordinary customer's phone.
    assertThat(raw("GET", "billing.lan", "/isolir", address, "")).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {OURS, OURS + ":80", "TAGIHAN.example.net", "127.0.0.1", "localhost:8080"})
  void our_own_names_are_not_foreign(String host) {
    hold(null);
    assertThat(raw("GET", host, "/", address, "")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void a_proxy_is_believed_and_whom_its_client_invents_is_not() {
    hold(null);
    assertThat(page(address)).contains("dihentikan sementara");
    assertThat(page(address + ", 10.99.0.1")).contains("Masukkan nomor pelanggan");
    assertThat(page("10.99.0.1, " + address)).contains("dihentikan sementara");
    assertThat(page(address + ", 127.0.0.1")).contains("dihentikan sementara");
    assertThat(page("nonsense")).contains("Masukkan nomor pelanggan");
    // TLS that ends at the proxy is no walled garden's plain HTTP.
    assertThat(raw("GET", "example.com", "/", address, "X-Forwarded-Proto: https\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(raw("GET", "upstream", "/", address, "X-Forwarded-Host: " + OURS + "\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void known_by_the_address_of_the_session_a_customer_sees_why_and_what_to_pay() {
    invoice(100_000, "2026-11-10");
    invoice(150_000, "2026-11-12");
    String page = page(address);
    assertThat(page)
        .contains("Internet Anda dibatasi", "Ada tagihan yang belum dibayar", "Rp 250.000")
        .contains("Budi &lt;. 1", number, "href=\"/pay/", "Bayar sekarang")
        .contains("http-equiv=\"refresh\" content=\"30\"", "tel:081234567890")
        .doesNotContain("Santoso", "Rahasia", "<script");
    billing.post(
        "/payments",
        "{\"customerId\": %d, \"method\": \"cash\"}".formatted(customer),
        "Idempotency-Key",
        "isolir-" + customer);
    assertThat(page(address)).contains("Internet Anda terbuka").doesNotContain("refresh");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          billing = 'prepaid', active_until = '2026-11-20T17:00:00Z'    | Masa aktif habis        | Berakhir pada 21 November 2026 00:00 WIB
          held_since = now(), held_until = '2026-11-30T17:00:00Z'       | dihentikan sementara    | Sampai 1 Desember 2026 00:00 WIB
          held_since = now(), held_reason = 'rahasia'                   | dihentikan sementara    | 0812-3456-7890
          terminated_at = now()                                         | Langganan sudah berakhir | 0812-3456-7890
          archived_at = now()                                           | Langganan sudah berakhir | 0812-3456-7890
          """)
  void who_is_expired_held_or_stopped_is_told_that(String set, String words, String more) {
    set(set);
    assertThat(page(address)).contains(words, more).doesNotContain("rahasia");
  }

  @Test
  void who_is_slowed_is_told_so_and_what_to_pay_in_both_languages() {
    invoice(150_000, "2026-12-10");
    set(
        "unpaid_since = now(), unpaid_action = 'slow', slow_download = 1000000, slow_upload = 512000");
    String page = page(address);
    assertThat(page)
        .contains("Internet Anda diperlambat", "kecepatan kembali sendiri")
        .contains("Rp 150.000", "href=\"/pay/", "http-equiv=\"refresh\" content=\"30\"");
    assertThat(raw("GET", OURS, "/isolir?lang=en", address, ""))
        .contains("Your internet is slowed down", "the speed comes back by itself");
    assertThat(raw("GET", "billing.lan", "/isolir", address, "")).startsWith("HTTP/1.1 200 ");
    if (Browser.isInstalled()) {
      session(subscription, "127.0.0.1");
      String url = "http://127.0.0.1:%d/isolir?lang=id".formatted(billing.service.httpPort());
      assertThat(Browser.shows(Browser.picture(url, "isolir-slowed-id"), BUTTON_BLUE)).isTrue();
      TestDatabase.execute(
          billing.database, "UPDATE session SET stopped_at = now() WHERE framed_ip = '127.0.0.1'");
    }
  }

  @Test
  void who_has_expired_and_owes_nothing_is_told_how_to_pay() {
    set("billing = 'prepaid', active_until = '2026-11-20T17:00:00Z'");
    assertThat(page(address)).contains("Transfer BCA 123", "Sebutkan nomor " + number);
  }

  @Test
  void an_address_that_two_have_is_nobody_s() {
    hold(null);
    long other =
        billing
            .post(
                "/subscriptions",
                "{\"customerId\": %d, \"planId\": %d, \"username\": \"lain%d\", \"password\": \"rahasia1\"}"
                    .formatted(customer, plan, customers))
            .id();
    session(other, address);
    assertThat(page(address)).contains("Masukkan nomor pelanggan").doesNotContain(number);
  }

  @ParameterizedTest
  @CsvSource({"C-%05d", "c%05d", "' %d '", "%05d"})
  void anybody_may_name_a_number_and_learns_what_is_to_pay_and_nothing_else(String written) {
    invoice(123_000, "2026-11-30");
    long digits = Long.parseLong(number.substring(2));
    String page = byNumber(written.formatted(digits), "10.88.0." + customers, "id");
    assertThat(page)
        .startsWith("HTTP/1.1 200 ")
        .contains("Rp 123.000", "Transfer BCA 123", "Sebutkan nomor " + number, "name=\"digits\"")
        .doesNotContain("Budi", "Rahasia", "class=\"button\"");
  }

  @Test
  void the_links_are_for_who_knows_the_end_of_the_telephone_number_too() {
    invoice(123_000, "2026-11-30");
    String from = "10.33.0." + customers;
    for (String wrong : List.of("9999", "", "12345", "x")) {
      assertThat(byNumber(number + "&digits=" + wrong, from, "id"))
          .contains("Rp 123.000", "Bukan empat angka terakhir")
          .doesNotContain("class=\"button\"");
    }
    String right = byNumber("%s&digits=%04d".formatted(number, customers), from, "id");
    assertThat(right).contains("Rp 123.000", "class=\"button\"").doesNotContain("Budi", "Rahasia");

    billing.patch("/customers/" + customer, "{\"phone\": null}");
    assertThat(byNumber("%s&digits=%04d".formatted(number, customers), from, "id"))
        .as("who has no number here is not known by one")
        .doesNotContain("class=\"button\"");
  }

  @Test
  void guessing_from_many_addresses_is_bounded_together() {
    invoice(123_000, "2026-11-30");
    CLOCK.move(Duration.ofMinutes(1));
    for (int i = 0; i < 120; i++) {
      assertThat(byNumber("C-9%04d".formatted(i), "10.%d.7.7".formatted(100 + i), "id"))
          .startsWith("HTTP/1.1 200 ");
    }
    assertThat(byNumber(number, "10.22.0." + customers, "id")).startsWith("HTTP/1.1 429 ");
    assertThat(page(address)).as("who is known needs no number").contains("class=\"button\"");
    CLOCK.move(Duration.ofMinutes(1));
    assertThat(byNumber(number, "10.22.0." + customers, "id")).contains("Rp 123.000");
  }

  @Test
  void no_such_number_and_nothing_to_pay_look_alike() {
    String nothing = byNumber(number, "10.77.0." + customers, "id");
    String unknown = byNumber("C-98765", "10.77.0." + customers, "id");
    assertThat(nothing).contains("Tidak ada tagihan terbuka");
    assertThat(body(unknown)).isEqualTo(body(nothing));
    assertThat(byNumber("%00<x>", "10.77.0." + customers, "id"))
        .contains("Tidak ada tagihan terbuka");
  }

  @Test
  void guessing_is_limited_by_address_and_minute() {
    String guesser = "10.66.0." + customers;
    for (int i = 0; i < 10; i++) {
      assertThat(byNumber("C-9000" + i, guesser, "id")).startsWith("HTTP/1.1 200 ");
    }
    invoice(123_000, "2026-11-30");
    String refused = byNumber(number, guesser, "id");
    assertThat(refused).startsWith("HTTP/1.1 429 ").contains("Terlalu banyak percobaan");
    assertThat(refused).doesNotContain("123.000");
    assertThat(byNumber(number, "10.55.0." + customers, "id")).contains("Rp 123.000");
    CLOCK.move(Duration.ofMinutes(1));
    assertThat(byNumber(number, guesser, "id")).contains("Rp 123.000");
  }

  @Test
  void it_speaks_english_to_who_asks_for_it() {
    invoice(100_000, "2026-11-10");
    assertThat(raw("GET", OURS, "/isolir", address, "Accept-Language: en-GB\r\n"))
        .contains("Your internet is limited", "Pay now");
    assertThat(raw("GET", OURS, "/isolir?lang=en", "10.99.0.9", ""))
        .contains("Enter your customer number", "action=\"/isolir?lang=en\"");
    assertThat(byNumber(number, "10.44.0." + customers, "en"))
        .contains("To pay", "last four digits");
  }

  @Test
  void all_of_it_fits_60_kB_whatever_somebody_owes() {
    for (int i = 0; i < 30; i++) {
      invoice(100_000 + i, "2026-11-10");
    }
    String page = raw("GET", OURS, "/isolir", address, "");
    String style = raw("GET", OURS, "/pay/page.css", address, "");
    assertThat(page).contains("Dan 18 tagihan lagi", "Rp 3.000.435");
    assertThat(page.length() + style.length()).isLessThan(60_000);
    assertThat(page).doesNotContain("<script", "<img", "@import", "url(");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "en"})
  void a_phone_s_browser_shows_it_with_its_style(String lang) {
    Browser.require();
    invoice(150_000, "2026-11-10");
    session(subscription, "127.0.0.1");
    String url = "http://127.0.0.1:%d/isolir?lang=%s".formatted(billing.service.httpPort(), lang);
    BufferedImage known = Browser.picture(url, "isolir-known-" + lang);
    assertThat(Browser.shows(known, BUTTON_BLUE)).as("a button to pay").isTrue();
    TestDatabase.execute(
        billing.database, "UPDATE session SET stopped_at = now() WHERE framed_ip = '127.0.0.1'");
    BufferedImage ask = Browser.picture(url, "isolir-ask-" + lang);
    assertThat(Browser.shows(ask, BUTTON_BLUE)).as("a button to ask").isTrue();
  }

  private void invoice(long amount, String due) {
    var made =
        billing.post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "%s", "lines": [{"description": "Internet", "amount": %d}]}\
            """
                .formatted(customer, due, amount));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  private void hold(String until) {
    set("held_since = now(), held_until = " + (until == null ? "NULL" : "'" + until + "'"));
  }

  private void set(String assignments) {
    TestDatabase.execute(
        billing.database, "UPDATE subscription SET " + assignments + " WHERE id = " + subscription);
  }

  private static void session(long subscription, String address) {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, started_at, updated_at, heard_at)
        SELECT 1, gen_random_uuid()::text, username, id, '%s', now(), now(), now() FROM subscription WHERE id = %d\
        """
            .formatted(address, subscription));
  }

  private static String page(String forwardedFor) {
    return raw("GET", OURS, "/isolir", forwardedFor, "");
  }

  private static String byNumber(String number, String from, String lang) {
    String form = "number=" + number.replace(" ", "+");
    return raw(
        "POST",
        OURS,
        "/isolir?lang=" + lang,
        from,
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(form.length(), form));
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n"));
  }

  /** As it goes over the wire: Java's client would not send another's Host. */
  private static String raw(
      String method, String host, String path, String forwardedFor, String more) {
    try (Socket socket = new Socket("127.0.0.1", billing.service.httpPort())) {
      String end = more.contains("\r\n\r\n") ? "" : "\r\n";
      socket
          .getOutputStream()
          .write(
              "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nX-Forwarded-For: %s\r\n%s%s"
                  .formatted(method, path, host, forwardedFor, more, end)
                  .getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
