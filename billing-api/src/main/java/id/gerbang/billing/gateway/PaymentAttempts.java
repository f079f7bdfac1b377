package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.PaymentAttemptDao.NewAttempt;
import id.gerbang.billing.gateway.PaymentAttemptDao.Since;
import id.gerbang.billing.gateway.PaymentAttemptDao.ToPay;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.money.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Ways to pay an invoice, and the attempts that customers make at them. An attempt is committed
 * before its gateway hears of it, and no transaction is open while the gateway is asked.
 */
public final class PaymentAttempts {

  private static final Duration VALID = Duration.ofHours(24);

  /** A customer who is shown an older offer has this long to pay it. */
  private static final Duration USABLE = Duration.ofMinutes(10);

  /** Within it a gateway is not asked again because a customer can't wait. */
  private static final Duration MOMENT = Duration.ofSeconds(20);

  /**
   * Of those that a gateway made; what came to nothing is bounded too, but uses none of these up.
   */
  private static final int MOST_A_DAY = 20;

  private static final int MOST_TRIED_A_DAY = 100;
  private static final Duration FIRST_QUESTION = Duration.ofMinutes(15);

  private final Jdbi jdbi;
  private final Clock clock;
  private final Gateways gateways;
  private final Questions questions;
  private final Places places = new Places();

  PaymentAttempts(Jdbi jdbi, Clock clock, Gateways gateways, Questions questions) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.gateways = gateways;
    this.questions = questions;
  }

  /** How an invoice can be paid now; empty where nothing is open on it. */
  public List<PaymentChannel> channels(long invoiceId) {
    return jdbi.withHandle(
        handle -> {
          ToPay invoice = invoice(handle, invoiceId);
          if (!invoice.status().equals("open")) {
            return List.of();
          }
          return gateways.enabled(handle).stream()
              .flatMap(
                  settings ->
                      settings.channels().stream()
                          .filter(channel -> channel.fits(invoice.open(), invoice.area()))
                          .map(channel -> offered(settings, channel, invoice.open())))
              .toList();
        });
  }

  private static PaymentChannel offered(GatewaySettings settings, Channel channel, long amount) {
    long fee = settings.customerBearsFee() ? channel.fee(amount) : 0;
    return new PaymentChannel(
        settings.gateway().name(),
        channel.name(),
        channel.label() == null ? channel.name() : channel.label(),
        Money.rupiah(fee),
        Money.rupiah(amount + fee));
  }

  /** An attempt that can be paid: a new one, or one that was made before. */
  public PaymentAttemptView create(long invoiceId, String gateway, String channel, Actor actor) {
    CreateAttempt wanted = new CreateAttempt(invoiceId, gateway, channel);
    return ask(jdbi.inTransaction(handle -> open(handle, wanted, actor)));
  }

  /** What was tried for an invoice, newest first. */
  public List<PaymentAttemptView> ofInvoice(long invoiceId) {
    return jdbi.withExtension(PaymentAttemptDao.class, dao -> dao.ofInvoice(invoiceId)).stream()
        .map(PaymentAttemptView::of)
        .toList();
  }

  /** Notes the attempt; its gateway is asked once this is committed. Answers its id. */
  long open(Handle handle, CreateAttempt wanted, Actor actor) {
    wanted.check();
    PaymentAttemptDao dao = handle.attach(PaymentAttemptDao.class);
    long invoiceId = wanted.invoiceId() == null ? -1 : wanted.invoiceId();
    handle.attach(InvoiceDao.class).lockAnyCustomer(invoice(handle, invoiceId).customerId());
    ToPay invoice = invoice(handle, invoiceId);
    if (!invoice.status().equals("open")) {
      throw Problem.conflict(invoice.number() + " is " + invoice.status() + ".");
    }
    GatewaySettings settings = usable(handle, String.valueOf(wanted.gateway()));
    Channel channel =
        settings
            .channel(String.valueOf(wanted.channel()))
            .filter(found -> found.fits(invoice.open(), invoice.area()))
            .orElseThrow(
                () ->
                    Problem.unprocessable(
                        "channel", "is not offered for this amount and this customer"));
    long fee = channel.fee(invoice.open());
    long customerFee = settings.customerBearsFee() ? fee : 0;
    Instant now = clock.instant();
    return dao.usable(
            invoiceId,
            settings.gateway().name(),
            channel.name(),
            invoice.open(),
            customerFee,
            now.plus(USABLE))
        .map(AttemptRow::id)
        .orElseGet(() -> insert(handle, invoice, settings, channel, customerFee, fee, now, actor));
  }

  private static long insert(
      Handle handle,
      ToPay invoice,
      GatewaySettings settings,
      Channel channel,
      long customerFee,
      long fee,
      Instant now,
      Actor actor) {
    PaymentAttemptDao dao = handle.attach(PaymentAttemptDao.class);
    Since since = dao.since(invoice.id(), now.minus(Duration.ofDays(1)));
    if (since.made() >= MOST_A_DAY) {
      throw Problem.conflict(
          "%s had %d attempts within a day; use one of them."
              .formatted(invoice.number(), MOST_A_DAY));
    }
    if (since.tried() >= MOST_TRIED_A_DAY) {
      throw Problem.conflict(
          "%s was tried %d times within a day in vain; look at the gateway's settings."
              .formatted(invoice.number(), MOST_TRIED_A_DAY));
    }
    int number = dao.nextNumber(invoice.id());
    String reference = invoice.number() + "-" + number;
    long id =
        dao.insert(
            new NewAttempt(
                reference,
                invoice.id(),
                number,
                invoice.customerId(),
                settings.gateway().name(),
                channel.name(),
                invoice.open(),
                customerFee,
                fee,
                now,
                actor.name(),
                now.plus(VALID),
                now.plus(FIRST_QUESTION)));
    Audit.write(
        handle,
        now,
        actor,
        "payment_attempt.create",
        "payment_attempt:" + id,
        Map.of(
            "reference",
            reference,
            "gateway",
            settings.gateway().name(),
            "channel",
            channel.name(),
            "amount",
            invoice.open()));
    return id;
  }

  private GatewaySettings usable(Handle handle, String name) {
    return gateways.enabled(handle).stream()
        .filter(settings -> settings.gateway().name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.unprocessable("gateway", "is not enabled"));
  }

  private static ToPay invoice(Handle handle, long id) {
    return handle
        .attach(PaymentAttemptDao.class)
        .invoice(id)
        .orElseThrow(() -> Problem.unprocessable("invoiceId", "is no invoice's"));
  }

  /** Has the gateway make it, where it has not yet. */
  PaymentAttemptView ask(long id) {
    // Without a place it stays as unknown as without an answer: the same request tries again.
    places.run(row(id).gateway(), () -> questions.make(id));
    return view(id);
  }

  /** The customer says that it is paid: the gateway is asked, unless it was a moment ago. */
  public void look(long id) {
    AttemptRow row = row(id);
    Instant momentAgo = clock.instant().minus(MOMENT);
    if (row.is().open() && row.checkedAt().filter(momentAgo::isBefore).isEmpty()) {
      places.run(row.gateway(), () -> questions.check(row));
    }
  }

  /** Asks the gateway now what became of it. */
  PaymentAttemptView check(long id) {
    AttemptRow row = row(id);
    asked(row, () -> questions.check(row));
    return view(id);
  }

  private void asked(AttemptRow row, Runnable question) {
    if (!places.run(row.gateway(), question)) {
      throw Problem.unavailable(
          "Others wait for " + row.gateway() + " already, which is slow to answer. Try again.");
    }
  }

  /** Asks the gateway to end it, then what became of it: it may have been paid in between. */
  PaymentAttemptView cancel(long id, Actor actor) {
    AttemptRow row = row(id);
    if (!row.is().open()) {
      throw Problem.conflict(row.reference() + " is " + row.state() + ".");
    }
    // Before the call too: without an answer it may have been ended all the same.
    audit("payment_attempt.cancel.ask", row, actor);
    asked(row, () -> questions.cancel(row));
    audit("payment_attempt.cancel", row, actor);
    return view(id);
  }

  private void audit(String action, AttemptRow row, Actor actor) {
    jdbi.useTransaction(
        handle ->
            Audit.write(
                handle,
                clock.instant(),
                actor,
                action,
                "payment_attempt:" + row.id(),
                Map.of("reference", row.reference())));
  }

  PaymentAttemptView view(long id) {
    return PaymentAttemptView.of(row(id));
  }

  private AttemptRow row(long id) {
    return jdbi.withExtension(PaymentAttemptDao.class, dao -> dao.byId(id))
        .orElseThrow(() -> Problem.notFound("payment attempt " + id));
  }
}
