package id.gerbang.billing.report;

import id.gerbang.core.access.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session that does not hold what it is entitled to.
 *
 * @param kind paid-but-blocked, unpaid-but-online, other
 * @param ageSeconds since when, as an age
 * @param holds the reason under which it has what it has; null: unknown
 * @param reason what holds now, {@code words} as a helpdesk reads it
 * @param cause what brought it about
 * @param state waiting, sent, unproved (the router says that it is done), refused (somebody has to
 *     look)
 * @param detail what the router said
 */
public record DifferenceView(
    long id,
    String kind,
    String username,
    long subscriptionId,
    @Nullable String router,
    String acctSessionId,
    Instant since,
    long ageSeconds,
    @Nullable String holds,
    String reason,
    String words,
    String cause,
    String state,
    @Nullable String detail) {

  private static final Map<String, String> KINDS =
      Map.of("blocked", "paid-but-blocked", "online", "unpaid-but-online");

  static DifferenceView of(DifferenceDao.Row row, Instant now, Locale language) {
    return new DifferenceView(
        row.id(),
        KINDS.getOrDefault(row.kind(), row.kind()),
        row.username(),
        row.subscriptionId(),
        row.router(),
        row.acctSessionId(),
        row.since(),
        Math.max(0, Duration.between(row.since(), now).toSeconds()),
        row.held().isEmpty() ? null : row.held(),
        row.entitled(),
        Reason.valueOf(row.entitled()).words(language),
        row.cause(),
        row.state(),
        row.detail().isEmpty() ? null : row.detail());
  }
}
