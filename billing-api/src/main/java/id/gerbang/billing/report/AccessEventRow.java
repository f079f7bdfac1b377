package id.gerbang.billing.report;

import id.gerbang.core.access.Reason;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was answered, or done to a session, and why. */
public record AccessEventRow(
    Instant at,
    String username,
    @Nullable String router,
    String answer,
    String reason,
    @Nullable String cause,
    @Nullable String acctSessionId,
    @Nullable String callingStationId,
    @Nullable String framedIp,
    @Nullable String detail) {

  AccessEventView view(Locale language) {
    return new AccessEventView(
        at,
        username,
        router,
        answer,
        reason,
        Reason.valueOf(reason).words(language),
        cause,
        acctSessionId,
        callingStationId,
        framedIp,
        detail);
  }
}
