package id.gerbang.billing.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link as the API shows it.
 *
 * @param url told once, when it is made: it can't be read again
 */
public record LinkView(
    long id,
    String party,
    String name,
    @Nullable String url,
    Instant createdAt,
    String createdBy,
    @Nullable Instant revokedAt,
    @Nullable String revokedBy) {

  static LinkView of(LinkRow row, @Nullable String url) {
    return new LinkView(
        row.id(),
        row.party().text(),
        row.name(),
        url,
        row.createdAt(),
        row.createdBy(),
        row.revokedAt().orElse(null),
        row.revokedBy().orElse(null));
  }
}
