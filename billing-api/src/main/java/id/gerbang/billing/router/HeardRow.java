package id.gerbang.billing.router;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What radius heard of a router, as its tables hold it; nothing yet is a row of nothing. */
public record HeardRow(
    long routerId,
    @Nullable Instant heardAt,
    @Nullable Instant provenAt,
    @Nullable String provenAddress,
    @Nullable Instant signedSince,
    @Nullable Instant signedAt,
    @Nullable Instant unsignedAt,
    @Nullable Instant wrongSecretAt,
    long wrongSecretCount,
    @Nullable String wrongSecretBy) {

  /** When it last showed another secret, unless it has proved ours since. */
  Optional<Instant> wrongSecretSinceProven() {
    return Optional.ofNullable(wrongSecretAt)
        .filter(wrong -> provenAt == null || wrong.isAfter(provenAt));
  }
}
