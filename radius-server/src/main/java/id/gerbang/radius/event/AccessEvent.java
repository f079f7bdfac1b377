package id.gerbang.radius.event;

import id.gerbang.core.access.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that was answered, or done to a session, and why: a row of {@code access_event}.
 *
 * @param subscriberId {@link #NOBODY} where it is of none of ours
 * @param answer accept, reject, coa-ack, coa-nak, coa-timeout, disconnect-ack, …
 * @param reason what holds now
 * @param cause of an act: what brought it about
 * @param framedIp that an Accept gave, or a session has
 * @param detail what was granted, or why a router refused; no secrets
 */
public record AccessEvent(
    Instant at,
    long routerId,
    long subscriberId,
    String username,
    String answer,
    Reason reason,
    Optional<Reason> cause,
    String acctSessionId,
    String callingStationId,
    Optional<String> framedIp,
    String detail) {

  /** No subscriber has this number. */
  public static final long NOBODY = 0;
}
