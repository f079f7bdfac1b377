package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.PaymentAttemptDao.Open;
import id.gerbang.billing.gateway.WebhookEventDao.Waiting;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.payment.PaymentReversals;
import id.gerbang.billing.payment.PaymentService;
import id.gerbang.core.seal.Sealer;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The wiring of what comes in through gateways. A new gateway is a line here and its class. */
public final class MoneyIn implements AutoCloseable {

  private final Jdbi jdbi;
  private final Clock clock;
  private final List<ProviderClient> clients;
  private final WebhookCounters counters = new WebhookCounters();
  private final Gateways gateways;
  private final WebhookInbox inbox;
  private final GatewayWorkers workers;
  private final PaymentAttempts attempts;
  private final List<Object> resources;

  public MoneyIn(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      Sealer sealer,
      Idempotency idempotency,
      Ledger ledger,
      PaymentService payments,
      PaymentReversals reversals,
      PublicUrl publicUrl) {
    this(
        jdbi,
        clock,
        zone,
        sealer,
        idempotency,
        ledger,
        payments,
        reversals,
        publicUrl,
        ProviderClient.PATIENCE);
  }

  MoneyIn(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      Sealer sealer,
      Idempotency idempotency,
      Ledger ledger,
      PaymentService payments,
      PaymentReversals reversals,
      PublicUrl publicUrl,
      Duration patience) {
    this.jdbi = jdbi;
    this.clock = clock;
    // One each: a gateway that hangs holds up its own calls and no other's.
    ProviderClient toMidtrans = new ProviderClient(patience);
    ProviderClient toXendit = new ProviderClient(patience);
    clients = List.of(toMidtrans, toXendit);
    gateways = new Gateways(clock, sealer, List.of(new Midtrans(toMidtrans), new Xendit(toXendit)));
    ReviewItems reviews = new ReviewItems(clock);
    AttemptSettlement settlement = settlement(clock, ledger, payments, reversals, reviews);
    Questions questions = new Questions(jdbi, clock, gateways, settlement, reviews, publicUrl);
    EventProcessing processing =
        new EventProcessing(
            jdbi, clock, gateways, questions, settlement, new EventOutcomes(jdbi, clock, reviews));
    workers = new GatewayWorkers(jdbi, clock, gateways, processing, questions);
    attempts = new PaymentAttempts(jdbi, clock, gateways, questions);
    inbox = new WebhookInbox(jdbi, clock, gateways, reviews, counters);
    resources =
        List.of(
            new GatewayResource(jdbi, clock, gateways),
            new PaymentAttemptResource(jdbi, clock, idempotency, attempts),
            new WebhookEventResource(jdbi, clock, idempotency, workers),
            new ReviewItemResource(jdbi, idempotency, reviews),
            new SettlementResource(jdbi, idempotency, new Settlements(clock, zone, ledger)),
            new WebhookResource(gateways, inbox, counters, workers));
  }

  static AttemptSettlement settlement(
      Clock clock,
      Ledger ledger,
      PaymentService payments,
      PaymentReversals reversals,
      ReviewItems items) {
    AttemptReviews reviews = new AttemptReviews(clock, items);
    return new AttemptSettlement(
        clock,
        new GatewayPayments(clock, ledger, payments, reversals, reviews),
        reversals,
        reviews);
  }

  public List<Object> resources() {
    return resources;
  }

  /** For pages that customers pay from. */
  public PaymentAttempts attempts() {
    return attempts;
  }

  /** Hosts of the pages on which customers pay: those who are walled in must reach them. */
  public List<String> pagesHosts(Handle handle) {
    return gateways.pagesHosts(handle);
  }

  /** What time brings about. */
  public List<Job> jobs() {
    return List.of(new ForgetBodies(jdbi, clock));
  }

  public void start() {
    workers.start();
  }

  Gateways gateways() {
    return gateways;
  }

  WebhookInbox inbox() {
    return inbox;
  }

  GatewayWorkers workers() {
    return workers;
  }

  /** Lines of Prometheus text. */
  public String metrics() {
    Open open =
        jdbi.withExtension(
            PaymentAttemptDao.class, dao -> dao.open(clock.instant().minus(Duration.ofHours(24))));
    Waiting waiting = jdbi.withExtension(WebhookEventDao.class, WebhookEventDao::waiting);
    long age =
        waiting
            .oldest()
            .map(oldest -> Duration.between(oldest, clock.instant()).toSeconds())
            .orElse(0L);
    return counters.text()
        + gauge("gerbang_webhooks_waiting", "Notifications to be processed.", waiting.waiting())
        + gauge("gerbang_webhooks_oldest_seconds", "Age of the oldest of these.", age)
        + gauge("gerbang_payment_attempts_pending", "Offers to pay that are open.", open.pending())
        + gauge(
            "gerbang_payment_attempts_unknown",
            "Those that their gateway has not answered for.",
            open.unknown())
        + gauge(
            "gerbang_payment_attempts_open_long",
            "Those of which nothing is known after 24 hours.",
            open.overADay())
        + gauge(
            "gerbang_review_items_open",
            "What a person must decide.",
            jdbi.withExtension(ReviewItemDao.class, ReviewItemDao::open));
  }

  private static String gauge(String name, String help, long value) {
    return "# HELP %1$s %2$s\n# TYPE %1$s gauge\n%1$s %3$d\n".formatted(name, help, value);
  }

  @Override
  public void close() {
    workers.close();
    clients.forEach(ProviderClient::close);
  }
}
