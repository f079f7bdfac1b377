package id.gerbang.billing.subscription;

import id.gerbang.core.access.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From when to when a subscription gets what it gets now.
 *
 * @param until null: until something happens
 */
record Since(@Nullable Instant since, @Nullable Instant until) {

  /**
   * @param opened when something last ended that had stood against it
   */
  static Since of(SubscriptionRow row, Reason reason, Optional<Instant> opened, Instant now) {
    return switch (reason) {
      case TERMINATED -> new Since(row.terminatedAt(), null);
      case PAUSED -> new Since(row.pausedSince(), row.pausedUntil());
      case ISOLATED_BY_STAFF -> new Since(row.heldSince(), row.heldUntil());
      case ISOLATED_UNPAID, SUSPENDED_UNPAID -> new Since(row.unpaidSince(), null);
      case SLOWED_UNPAID -> new Since(row.unpaidSince(), row.activeUntil());
      case ISOLATED_EXPIRED, EXPIRED -> new Since(row.activeUntil(), null);
      default -> new Since(active(row, opened, now), row.activeUntil());
    };
  }

  private static Instant active(SubscriptionRow row, Optional<Instant> opened, Instant now) {
    return Stream.of(
            opened,
            Optional.ofNullable(row.heldUntil()).filter(end -> !end.isAfter(now)),
            Optional.ofNullable(row.pausedUntil()).filter(end -> !end.isAfter(now)))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .filter(row.createdAt()::isBefore)
        .orElse(row.createdAt());
  }
}
