package id.gerbang.radius.converge;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.reply.GrantAttributes;
import id.gerbang.radius.session.OpenSession;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * The packet of an act: the session as RouterOS needs it named, copied from the latest report
 * (mikrotik-radius, section 5.2), and for a change the new values. A Disconnect-Request holds
 * nothing but identification (RFC 5176 §3.6).
 */
final class SessionRequest {

  private SessionRequest() {}

  static RequestWriter of(int identifier, OpenSession session, Act act, Naming naming) {
    RequestWriter writer =
        act instanceof Act.Cut
            ? RequestWriter.disconnectRequest(identifier)
            : RequestWriter.coaRequest(identifier);
    writer
        .text(Attribute.USER_NAME, session.key().username())
        .text(Attribute.ACCT_SESSION_ID, session.key().acctSessionId());
    session
        .framedIp()
        .flatMap(SessionRequest::ipv4)
        .ifPresent(ip -> writer.ipv4(Attribute.FRAMED_IP_ADDRESS, ip));
    session
        .nasIp()
        .filter(known -> naming.nasAddress())
        .flatMap(SessionRequest::ipv4)
        .ifPresent(ip -> writer.ipv4(Attribute.NAS_IP_ADDRESS, ip));
    session
        .callingStationId()
        .filter(known -> naming.station())
        .ifPresent(station -> writer.text(Attribute.CALLING_STATION_ID, station));
    if (act instanceof Act.Change change) {
      GrantAttributes.live(writer, change.grant(), change.hadEnd(), session.startedAt());
    }
    return writer;
  }

  static Optional<Inet4Address> ipv4(String literal) {
    try {
      return InetAddress.getByName(literal) instanceof Inet4Address address
          ? Optional.of(address)
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
