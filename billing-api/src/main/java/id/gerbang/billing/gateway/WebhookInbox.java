package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.gateway.Gateway.Notification;
import id.gerbang.billing.gateway.WebhookEventDao.EventRow;
import id.gerbang.core.seal.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes notifications in: proved first, then stored as they came, and only then acknowledged. What
 * they mean is done by the worker, also after a crash; what can't be read is kept for a person.
 * What is not genuine leaves a counter behind and nothing else (P19).
 */
final class WebhookInbox {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Gateways gateways;
  private final ReviewItems reviews;
  private final WebhookCounters counters;

  WebhookInbox(
      Jdbi jdbi, Clock clock, Gateways gateways, ReviewItems reviews, WebhookCounters counters) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.gateways = gateways;
    this.reviews = reviews;
    this.counters = counters;
  }

  /** What became of a notification. */
  enum Taken {
    STORED,
    FORGED
  }

  Taken take(Gateway gateway, byte[] body, UnaryOperator<String> headers) {
    // Also of a gateway that is disabled by now: money for old offers still comes.
    Optional<Merchant> merchant =
        jdbi.withHandle(handle -> gateways.settings(handle, gateway.name()))
            .flatMap(GatewaySettings::merchant);
    if (merchant.isEmpty() || !gateway.isGenuine(merchant.get(), body, headers)) {
      counters.count(gateway.name(), WebhookCounters.Kind.FORGED);
      return Taken.FORGED;
    }
    Notification notification;
    try {
      notification = gateway.read(body);
    } catch (UnreadableException e) {
      jdbi.useTransaction(handle -> keep(handle, gateway.name(), body, e.words()));
      counters.count(gateway.name(), WebhookCounters.Kind.UNREADABLE);
      return Taken.STORED;
    }
    counters.count(
        gateway.name(),
        jdbi.inTransaction(handle -> store(handle, gateway.name(), notification, body)));
    return Taken.STORED;
  }

  private WebhookCounters.Kind store(
      Handle handle, String gateway, Notification notification, byte[] body) {
    WebhookEventDao events = handle.attach(WebhookEventDao.class);
    events.lock(gateway, notification.key());
    byte[] meaning =
        Sha256.of(notification.report().map(Report::meaning).orElse("").getBytes(UTF_8));
    Optional<EventRow> first = events.first(gateway, notification.key());
    String reference = notification.report().flatMap(Report::reference).orElse(null);
    Instant now = clock.instant();
    if (first.isEmpty()) {
      events.insert(gateway, notification.key(), meaning, reference, body, now);
      return WebhookCounters.Kind.STORED;
    }
    if (Arrays.equals(first.get().meaning(), meaning)) {
      events.countCopy(first.get().id());
      events.wake(first.get().id(), body, now);
      return WebhookCounters.Kind.COPY;
    }
    String why = "says something else than event " + first.get().id() + " of the same name";
    long id =
        events.insertEnded(
            gateway, notification.key(), meaning, reference, body, now, "conflicting", why);
    reviews.open(
        handle,
        "conflicting_event",
        "webhook_event:" + id,
        Optional.empty(),
        notification.report().map(Report::amount),
        gateway + " " + notification.key() + " " + why + "; nothing was changed");
    return WebhookCounters.Kind.CONFLICTING;
  }

  /** Genuine, but not as the provider documents it. */
  private void keep(Handle handle, String gateway, byte[] body, String why) {
    byte[] meaning = Sha256.of(body);
    String key = "unreadable:" + HexFormat.of().formatHex(meaning);
    long id =
        handle
            .attach(WebhookEventDao.class)
            .insertEnded(gateway, key, meaning, null, body, clock.instant(), "unreadable", why);
    reviews.open(
        handle,
        "unreadable",
        "webhook_event:" + id,
        Optional.empty(),
        Optional.empty(),
        gateway + " told what can't be read: " + why);
  }
}
