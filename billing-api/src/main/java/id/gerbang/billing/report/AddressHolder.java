package id.gerbang.billing.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that had an address.
 *
 * @param until its end; null: it still has it
 * @param endGuessed its Stop never came: it may have gone on a little longer
 */
public record AddressHolder(
    long sessionId,
    String username,
    @Nullable Long subscriptionId,
    @Nullable String router,
    String acctSessionId,
    @Nullable String callingStationId,
    @Nullable String framedIp,
    @Nullable String framedIpv6Prefix,
    @Nullable String delegatedIpv6Prefix,
    Instant since,
    @Nullable Instant until,
    boolean endGuessed) {}
