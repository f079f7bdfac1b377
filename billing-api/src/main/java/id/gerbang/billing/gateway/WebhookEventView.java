package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.gateway.WebhookEventDao.EventRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notification as the API shows it.
 *
 * @param reference ours, of the attempt that it is about
 * @param copies how often the same came
 * @param state {@code stored} (to be processed), {@code processed}, {@code parked} (no such order),
 *     {@code conflicting} (another of the same name says something else), {@code unconfirmed} (the
 *     gateway itself does not say so), {@code unreadable} (genuine, but in no form that is
 *     documented), {@code failed} (it could not be processed, however often it was tried)
 * @param outcome what it did, or why it waits
 * @param body as it came; absent in lists, and once it is forgotten
 */
public record WebhookEventView(
    long id,
    String gateway,
    String eventKey,
    @Nullable String reference,
    Instant receivedAt,
    int copies,
    String state,
    int tries,
    @Nullable Instant nextTryAt,
    @Nullable Instant processedAt,
    @Nullable String outcome,
    @Nullable String body) {

  static WebhookEventView of(EventRow row) {
    return of(row, null);
  }

  static WebhookEventView withBody(EventRow row) {
    byte[] body = row.body();
    return of(row, body == null ? null : new String(body, UTF_8));
  }

  private static WebhookEventView of(EventRow row, @Nullable String body) {
    return new WebhookEventView(
        row.id(),
        row.gateway(),
        row.eventKey(),
        row.reference().orElse(null),
        row.receivedAt(),
        row.copies(),
        row.state(),
        row.tries(),
        row.tryAt().orElse(null),
        row.processedAt().orElse(null),
        row.outcome().orElse(null),
        body);
  }
}
