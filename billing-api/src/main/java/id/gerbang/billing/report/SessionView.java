package id.gerbang.billing.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as its router reported it.
 *
 * @param sessionTime seconds
 * @param inputOctets from the customer: upload
 * @param outputOctets to the customer: download
 */
public record SessionView(
    long id,
    String username,
    @Nullable String router,
    String acctSessionId,
    @Nullable String framedIp,
    @Nullable String callingStationId,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant stoppedAt,
    long sessionTime,
    long inputOctets,
    long outputOctets,
    @Nullable String terminateCause) {}
