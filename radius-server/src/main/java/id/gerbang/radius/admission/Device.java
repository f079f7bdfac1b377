package id.gerbang.radius.admission;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.Station;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a subscriber dials with, as far as a router names it. The same device needs no second place:
 * its new session replaces the old one, whose Stop may never come.
 *
 * @param acctSessionId as the router sent it; empty when it did not
 */
record Device(Station station, long routerId, OptionalLong nasPort, String acctSessionId) {

  private static final long NO_PORT = -1;

  static Device of(RadiusPacket request, long routerId, Station station) {
    long port = request.integer(Attribute.NAS_PORT, NO_PORT);
    return new Device(
        station,
        routerId,
        port == NO_PORT ? OptionalLong.empty() : OptionalLong.of(port),
        request.printable(Attribute.ACCT_SESSION_ID));
  }

  static Device of(OpenSession session) {
    return new Device(
        Station.of(session), session.routerId(), session.nasPort(), session.key().acctSessionId());
  }

  /** Whether both can only be one: the same caller, or the same port of a router. */
  boolean same(Device other) {
    if (station.isKnown() && station.equals(other.station)) {
      return true;
    }
    return routerId == other.routerId
        && (hasPort() && nasPort.equals(other.nasPort)
            || !acctSessionId.isEmpty() && acctSessionId.equals(other.acctSessionId));
  }

  /** 0 is what a router says that has no ports. */
  private boolean hasPort() {
    return nasPort.orElse(0) != 0;
  }

  boolean isAmong(List<Device> others) {
    return others.stream().anyMatch(this::same);
  }
}
