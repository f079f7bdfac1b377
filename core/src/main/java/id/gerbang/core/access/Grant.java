package id.gerbang.core.access;

import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.access.Entitlement.Ipv6;
import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a session is given. The live part can be changed by CoA on the running session; the redial
 * part can't (RouterOS: mikrotik-radius, section 5.3), so a difference there costs a
 * Disconnect-Request and a redial.
 *
 * @param rateLimit live: Mikrotik-Rate-Limit as text on the wire
 * @param addressList live: Mikrotik-Address-List
 * @param end live: the instant at which the router itself is to end the session, from which
 *     Session-Timeout follows
 * @param framedIp redial: Framed-IP-Address
 * @param framedPool redial: Framed-Pool; beside an {@code addressPool} its fall-back
 * @param credentialVersion redial: a new password or name drops the session
 * @param addressPool redial: the pool of ours that names the address
 * @param routes redial: Framed-Route, in addition to the address
 * @param ipv6 redial
 * @param attributes live where {@link LiveAttribute} has them, else redial
 */
public record Grant(
    Optional<String> rateLimit,
    String addressList,
    Optional<Instant> end,
    Optional<Inet4Address> framedIp,
    Optional<String> framedPool,
    int credentialVersion,
    Optional<Long> addressPool,
    List<String> routes,
    Ipv6 ipv6,
    List<ExtraAttribute> attributes) {

  /** Of nothing beyond rate, list, end and address. */
  public Grant(
      Optional<String> rateLimit,
      String addressList,
      Optional<Instant> end,
      Optional<Inet4Address> framedIp,
      Optional<String> framedPool,
      int credentialVersion) {
    this(
        rateLimit,
        addressList,
        end,
        framedIp,
        framedPool,
        credentialVersion,
        Optional.empty(),
        List.of(),
        Ipv6.NONE,
        List.of());
  }

  /** The same with an address of the pool in place of the pool. */
  public Grant at(Inet4Address address) {
    return new Grant(
        rateLimit,
        addressList,
        end,
        Optional.of(address),
        Optional.empty(),
        credentialVersion,
        addressPool,
        routes,
        ipv6,
        attributes);
  }
}
