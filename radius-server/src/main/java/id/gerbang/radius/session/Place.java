package id.gerbang.radius.session;

import java.util.Optional;

/** Where a session is: addresses and stations, as the router reported them; text as received. */
public record Place(
    Optional<String> framedIp,
    Optional<String> framedIpv6Prefix,
    Optional<String> delegatedIpv6Prefix,
    Optional<String> callingStationId,
    Optional<String> calledStationId,
    Optional<String> nasIp,
    Optional<String> nasIdentifier,
    Optional<Long> nasPort,
    Optional<String> nasPortId,
    Optional<Long> nasPortType) {

  /** This, and what another report knows where this one is silent. */
  public Place orElse(Place other) {
    return new Place(
        framedIp.or(other::framedIp),
        framedIpv6Prefix.or(other::framedIpv6Prefix),
        delegatedIpv6Prefix.or(other::delegatedIpv6Prefix),
        callingStationId.or(other::callingStationId),
        calledStationId.or(other::calledStationId),
        nasIp.or(other::nasIp),
        nasIdentifier.or(other::nasIdentifier),
        nasPort.or(other::nasPort),
        nasPortId.or(other::nasPortId),
        nasPortType.or(other::nasPortType));
  }
}
