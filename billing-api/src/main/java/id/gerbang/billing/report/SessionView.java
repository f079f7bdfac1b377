package id.gerbang.billing.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as its router reported it.
 *
 * @param sessionTime seconds
 * @param inputOctets as the router counts: from the customer, unless it counts the other way round
 * @param uploadOctets as the customer sees it, whichever way the router counts
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
    long uploadOctets,
    long downloadOctets,
    @Nullable String terminateCause) {}
