package id.gerbang.radius.converge;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RequestWriter;
import java.util.Optional;

/**
 * A Disconnect of a login that no session is known of, as where a router's accounting is off: named
 * by User-Name, and by Framed-IP-Address where we know it (mikrotik-radius, section 5.2).
 *
 * @param target its row in {@code disconnect_target}
 */
record NamelessCut(
    long target, long subscriberId, long routerId, String username, Optional<String> framedIp) {

  RequestWriter request(int identifier) {
    RequestWriter writer =
        RequestWriter.disconnectRequest(identifier).text(Attribute.USER_NAME, username);
    framedIp
        .flatMap(SessionRequest::ipv4)
        .ifPresent(ip -> writer.ipv4(Attribute.FRAMED_IP_ADDRESS, ip));
    return writer;
  }
}
