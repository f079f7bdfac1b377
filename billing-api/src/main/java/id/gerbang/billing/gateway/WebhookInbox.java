package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.gateway.Gateway.Notification;
import id.gerbang.billing.gateway.WebhookEventDao.EventRow;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes notifications in: proved first, then read, then stored as they came, and only then
 * acknowledged. What they mean is done by the worker, also after a crash. What is not genuine
 * leaves a counter behind and nothing else (P19).
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
    FORGED,
    UNREADABLE
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
      counters.count(gateway.name(), WebhookCounters.Kind.UNREADABLE);
      return Taken.UNREADABLE;
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
    byte[] meaning = sha256(notification.report().map(Report::meaning).orElse("").getBytes(UTF_8));
    Optional<EventRow> first = events.first(gateway, notification.key());
    String reference = notification.report().map(Report::reference).orElse(null);
    Instant now = clock.instant();
    if (first.isEmpty()) {
      events.insert(gateway, notification.key(), meaning, reference, body, now);
      return WebhookCounters.Kind.STORED;
    }
    if (Arrays.equals(first.get().meaning(), meaning)) {
      events.countCopy(first.get().id());
      return WebhookCounters.Kind.COPY;
    }
    String why = "says something else than event " + first.get().id() + " of the same name";
    long id =
        events.insertConflicting(gateway, notification.key(), meaning, reference, body, now, why);
    reviews.open(
        handle,
        "conflicting_event",
        "webhook_event:" + id,
        Optional.empty(),
        notification.report().map(Report::amount),
        gateway + " " + notification.key() + " " + why + "; nothing was changed");
    return WebhookCounters.Kind.CONFLICTING;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
