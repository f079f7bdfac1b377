package id.gerbang.billing.standing;

import id.gerbang.billing.standing.StandingDao.Row;
import id.gerbang.billing.wording.Bundles;
import id.gerbang.core.access.Reason;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A subscription on a standing list.
 *
 * @param kind the list
 * @param finding why it is there, {@code words} as a helpdesk reads it
 * @param reason under which it is let in or blocked now
 * @param online whether a session runs now
 * @param router and what follows, of a session that does not hold what it is entitled to: where,
 *     which, what it has, what brought that about, how far its closing has come, and what the
 *     router said
 */
public record StandingView(
    String kind,
    long subscriptionId,
    String username,
    @Nullable Long customerId,
    @Nullable String customerNumber,
    @Nullable String customerName,
    Instant since,
    long ageSeconds,
    String finding,
    String words,
    String reason,
    boolean online,
    @Nullable String router,
    @Nullable String acctSessionId,
    @Nullable String holds,
    @Nullable String cause,
    @Nullable String state,
    @Nullable String detail) {

  static StandingView of(StandingList list, Row row, Instant now, Locale language) {
    return new StandingView(
        list.path(),
        row.subscriptionId(),
        row.username(),
        row.customerId(),
        row.customerNumber(),
        row.customerName(),
        row.since(),
        StandingLists.age(row.since(), now),
        row.finding(),
        words(row, language),
        row.reason(),
        row.online(),
        row.router(),
        row.acctSessionId(),
        row.holds(),
        row.cause(),
        row.state(),
        row.detail());
  }

  private static String words(Row row, Locale language) {
    String finding =
        Bundles.of("id.gerbang.billing.standing.findings", language).getString(row.finding());
    return row.state() == null
        ? finding
        : finding + " " + Reason.valueOf(row.reason()).words(language);
  }
}
