package id.gerbang.radius.admission;

import id.gerbang.radius.auth.Password;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.Subscriber;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A login by MAC, as hotspots and DHCP servers do it for devices that nobody types a name into: the
 * MAC is the User-Name and, or nothing is, the password. Only of a subscription that says so, and
 * only from that very MAC.
 */
public final class MacLogin {

  private static final Password NOTHING = Password.of("");

  private MacLogin() {}

  /** Whether a session's name is its subscriber's, whatever may log in by it now. */
  public static boolean isNameOf(Subscriber subscriber, String name) {
    String own = subscriber.entitlement().username();
    return own.equals(name) || own.equals(Station.of(name).text());
  }

  /** What this device may send instead of the subscriber's password. */
  static List<Password> passwords(Subscriber subscriber, RadiusPacket request, Station station) {
    if (!subscriber.entitlement().sessions().macLogin()
        || !station.isMac()
        || !station.text().equals(subscriber.entitlement().username())) {
      return List.of();
    }
    byte[] name =
        request
            .octets(Attribute.USER_NAME)
            .orElseGet(() -> station.text().getBytes(StandardCharsets.UTF_8));
    return List.of(NOTHING, Password.of(name));
  }
}
