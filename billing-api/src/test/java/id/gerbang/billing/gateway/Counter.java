package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.WebhookInbox.Taken;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.payment.Books;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An ISP's books beside a stand-in provider; notifications are processed when a test says so. */
final class Counter implements AutoCloseable {

  static final Actor CASHIER = Actor.COMMAND_LINE;

  final Books books = new Books();
  final StandInProvider provider = new StandInProvider();
  private final Sealer sealer = newKey();
  final MoneyIn moneyIn;
  final long budi = books.customer("Budi");
  final long line = books.subscription(budi, "budi");

  Counter() {
    this(Duration.ofSeconds(2));
  }

  Counter(Duration patience) {
    moneyIn =
        new MoneyIn(
            books.jdbi,
            books.clock,
            Books.WIB,
            sealer,
            new Idempotency(books.jdbi, books.clock, sealer),
            new Ledger(books.clock),
            books.payments,
            books.reversals,
            new PublicUrl(Optional.of(URI.create("https://bayar.example.net")), () -> 0),
            patience);
    set("midtrans", "");
    set("xendit", ",\"callbackToken\":\"" + StandInProvider.TOKEN + "\"");
  }

  private static Sealer newKey() {
    try {
      return SealingKey.create(Files.createTempDirectory("gerbang").resolve("seal.key"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All channels of a gateway, with a fee of Rp 4.000 that the ISP bears. */
  void set(String gateway, String more) {
    List<String> channels =
        moneyIn.gateways().named(gateway).channels().stream()
            .sorted()
            .map(code -> "{\"code\":\"" + code + "\",\"feeFixed\":4000}")
            .toList();
    save(
        gateway,
        """
        {"enabled":true,"apiUrl":"%1$s","checkoutUrl":"%1$s","apiKey":"%2$s","channels":[%3$s]%4$s}"""
            .formatted(provider.url(), StandInProvider.KEY, String.join(",", channels), more));
  }

  GatewayView save(String gateway, String json) {
    try {
      SaveGateway wanted = Json.mapper().readValue(json, SaveGateway.class);
      return books.jdbi.inTransaction(
          handle -> moneyIn.gateways().save(handle, gateway, wanted, null, CASHIER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An overdue invoice of Rp 166.500, and so an isolated subscription. */
  long invoice() {
    return books.issue(budi, 166_500, "2026-11-20").id();
  }

  PaymentAttemptView attempt(String gateway, String channel) {
    return moneyIn.attempts().create(invoice(), gateway, channel, CASHIER);
  }

  /** At Midtrans, by virtual account. */
  PaymentAttemptView attempt() {
    return attempt("midtrans", "bca_va");
  }

  Taken tell(String gateway, byte[] body) {
    return moneyIn
        .inbox()
        .take(
            moneyIn.gateways().named(gateway),
            body,
            header -> header.equals("x-callback-token") ? StandInProvider.TOKEN : "");
  }

  void process() {
    moneyIn.gateways().names().forEach(moneyIn.workers()::processDue);
  }

  void ask() {
    moneyIn.gateways().names().forEach(moneyIn.workers()::askDue);
  }

  void tellAndProcess(String gateway, byte[] body) {
    tell(gateway, body);
    process();
  }

  /** So it is at Midtrans, which tells it. */
  void say(PaymentAttemptView attempt, String status, String code) {
    provider.midtransSays(attempt.reference(), status, code);
    tellAndProcess("midtrans", provider.midtransTells(attempt.reference()));
  }

  void settle(PaymentAttemptView attempt) {
    say(attempt, "settlement", "200");
  }

  PaymentAttemptView view(PaymentAttemptView attempt) {
    return moneyIn.attempts().view(attempt.id());
  }

  AttemptRow row(PaymentAttemptView attempt) {
    return books
        .jdbi
        .withExtension(PaymentAttemptDao.class, dao -> dao.byId(attempt.id()))
        .orElseThrow();
  }

  /** Of a report on an attempt as somebody read it some time ago. */
  Optional<String> apply(AttemptRow known, Report report, Heard heard) {
    AttemptSettlement settlement =
        MoneyIn.settlement(
            books.clock,
            new Ledger(books.clock),
            books.payments,
            books.reversals,
            new ReviewItems(books.clock));
    return books.jdbi.inTransaction(handle -> settlement.apply(handle, known, report, heard));
  }

  /** What became of each notification: its state, and why. */
  List<String> outcomes() {
    return books.texts("SELECT state || ': ' || outcome FROM webhook_event ORDER BY id");
  }

  long payments() {
    return books.number("SELECT count(*) FROM payment");
  }

  List<String> reviews() {
    return books.texts("SELECT kind FROM review_item ORDER BY id");
  }

  /** Open ones with what they are about: kind, amount. */
  List<String> reviewsOfMoney() {
    return books.texts("SELECT kind || ' ' || amount FROM review_item ORDER BY id");
  }

  List<String> accounts() {
    return books.texts(
        """
        SELECT account || ' ' || sum(amount) FROM ledger_posting
        GROUP BY account HAVING sum(amount) <> 0 ORDER BY 1""");
  }

  @Override
  public void close() {
    moneyIn.close();
    provider.close();
    books.close();
  }
}
