package id.gerbang.core.access;

import java.net.Inet4Address;
import java.time.Instant;
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
 * @param framedPool redial: Framed-Pool
 * @param credentialVersion redial: a new password or name drops the session
 */
public record Grant(
    Optional<String> rateLimit,
    String addressList,
    Optional<Instant> end,
    Optional<Inet4Address> framedIp,
    Optional<String> framedPool,
    int credentialVersion) {}
