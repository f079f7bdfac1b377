package id.gerbang.radius.subscriber;

import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.packet.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A RADIUS client, the NAS of the RFCs, known by its source address.
 *
 * @param coaPort where it listens for CoA and Disconnect; 3799 unless told otherwise
 * @param firstSigned when it first sent a valid Message-Authenticator, if ever
 */
public record Router(
    long id,
    String name,
    InetAddress address,
    Secret secret,
    boolean enabled,
    int coaPort,
    SignaturePolicy signature,
    Optional<Instant> firstSigned,
    RouterPolicy policy) {

  /** The id of the built-in router that `gerbang try` speaks as; no row of the database has it. */
  public static final long TRY_ID = 0;

  /** Whether an Access-Request must carry a Message-Authenticator (CVE-2024-3596). */
  public enum SignaturePolicy {
    /** From the first valid one on. */
    AUTO,
    REQUIRE,
    OFF
  }

  /** Whether an Access-Request without Message-Authenticator is to be met with silence. */
  public boolean requiresSignature() {
    return switch (signature) {
      case AUTO -> firstSigned.isPresent();
      case REQUIRE -> true;
      case OFF -> false;
    };
  }

  Router signedAt(Instant instant) {
    return new Router(
        id, name, address, secret, enabled, coaPort, signature, Optional.of(instant), policy);
  }
}
