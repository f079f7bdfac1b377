package id.gerbang.billing.past;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session that has ended, as another system tells it.
 *
 * @param account by which its customer is known here: the external id
 * @param acctSessionId empty where none is told
 * @param nas the address of the router that had it
 * @param place where it was
 * @param inputOctets from the customer, as its router told it
 * @param terminateCause in that system's words
 */
public record PastSession(
    String account,
    String username,
    String acctSessionId,
    Optional<String> nas,
    Place place,
    Instant startedAt,
    Instant stoppedAt,
    Duration time,
    long inputOctets,
    long outputOctets,
    Optional<String> terminateCause) {

  /** Addresses and ports, as texts that are such. */
  public record Place(
      Optional<String> framedIp,
      Optional<String> framedIpv6Prefix,
      Optional<String> delegatedIpv6Prefix,
      Optional<String> callingStationId,
      Optional<String> nasPortId) {}
}
