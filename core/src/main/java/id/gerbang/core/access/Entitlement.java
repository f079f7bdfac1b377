package id.gerbang.core.access;

import id.gerbang.core.plan.RateLimit;
import java.net.Inet4Address;
import java.time.Instant;
import java.util.Optional;

/**
 * What billing's tables say of one subscriber, as far as the packet path needs it: a row of the
 * view {@code entitlement}. Facts and instants only; what they mean now is {@link AccessPolicy}'s
 * to say.
 *
 * @param credentialVersion grows with each new password or username: a session of an older one is
 *     dropped
 * @param activeUntil prepaid: expired from this instant on
 * @param unpaid what non-payment did, until payment undoes it
 * @param hold isolation by hand, until undone by hand or by its own end
 * @param rateLimit absent: the plan sets none
 * @param pool Framed-Pool; absent: the PPP profile's
 * @param addressList Mikrotik-Address-List of an ordinary grant, never absent: CoA can replace a
 *     list, not clear it
 */
public record Entitlement(
    long subscriberId,
    String username,
    int credentialVersion,
    boolean terminated,
    Optional<Unpaid> unpaid,
    Optional<Hold> hold,
    Optional<Instant> activeUntil,
    Optional<Inet4Address> staticIp,
    Optional<RateLimit> rateLimit,
    Optional<String> pool,
    String addressList) {

  /** What the ISP does to a subscriber who does not pay. */
  public enum Unpaid {
    ISOLATE,
    SUSPEND
  }

  /** Isolation by staff. */
  public record Hold(Optional<Instant> until) {}
}
