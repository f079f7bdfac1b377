package id.gerbang.billing.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access event with its reason in words.
 *
 * @param words one sentence that a helpdesk can read to a customer
 */
public record AccessEventView(
    Instant time,
    String username,
    @Nullable String router,
    String answer,
    String reason,
    String words,
    @Nullable String cause,
    @Nullable String acctSessionId,
    @Nullable String callingStationId,
    @Nullable String framedIp,
    @Nullable String detail) {}
