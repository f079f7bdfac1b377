package id.gerbang.radius.subscriber;

import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.packet.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A RADIUS client, the NAS of the RFCs.
 *
 * @param coaPort where it listens for CoA and Disconnect; 3799 unless told otherwise
 * @param firstSigned when it first sent a valid Message-Authenticator, if ever
 * @param signatureForgotten what was learned of its signature up to then does not hold
 */
public record Router(
    long id,
    String name,
    Whereabouts where,
    Secret secret,
    boolean enabled,
    int coaPort,
    SignaturePolicy signature,
    Optional<Instant> firstSigned,
    Optional<Instant> signatureForgotten,
    RouterPolicy policy) {

  /** One that stays at its address. */
  public Router(
      long id,
      String name,
      InetAddress address,
      Secret secret,
      boolean enabled,
      int coaPort,
      SignaturePolicy signature,
      Optional<Instant> firstSigned,
      RouterPolicy policy) {
    this(
        id,
        name,
        Whereabouts.fixed(address),
        secret,
        enabled,
        coaPort,
        signature,
        firstSigned,
        Optional.empty(),
        policy);
  }

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

  /** The journal keeps milliseconds; and billing's clock may be ahead of ours. */
  Router signedAt(Instant instant) {
    Instant at = instant.truncatedTo(ChronoUnit.MILLIS);
    Instant after =
        signatureForgotten
            .filter(forgotten -> !at.isAfter(forgotten))
            .map(forgotten -> forgotten.truncatedTo(ChronoUnit.MILLIS).plusMillis(1))
            .orElse(at);
    return with(where, Optional.of(after));
  }

  Router at(InetAddress place) {
    return with(where.at(place), firstSigned);
  }

  /** This, with what the same router was known for in memory alone. */
  Router knowing(Router known) {
    return with(
        new Whereabouts(
            where.address(), where.identifier(), where.proven().or(known.where::proven)),
        firstSigned.or(() -> known.firstSigned.filter(this::holds)));
  }

  private boolean holds(Instant signed) {
    return signatureForgotten.map(signed::isAfter).orElse(true);
  }

  private Router with(Whereabouts whereNow, Optional<Instant> signed) {
    return new Router(
        id,
        name,
        whereNow,
        secret,
        enabled,
        coaPort,
        signature,
        signed,
        signatureForgotten,
        policy);
  }
}
