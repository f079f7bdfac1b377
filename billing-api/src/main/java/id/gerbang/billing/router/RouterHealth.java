package id.gerbang.billing.router;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What radius heard of a router, and what is to be done about it.
 *
 * @param lastHeardAt anything from it, believed or not
 * @param provenAt when it last proved its secret, from {@code provenAddress}
 * @param signedSince from when on {@code auto} demands a Message-Authenticator
 * @param unsignedAt its last Access-Request without one
 * @param wrongSecretBy what showed it: accounting, message-authenticator, password
 */
public record RouterHealth(
    @Nullable Instant lastHeardAt,
    @Nullable Instant provenAt,
    @Nullable String provenAddress,
    @Nullable Instant signedSince,
    @Nullable Instant unsignedAt,
    @Nullable Instant wrongSecretAt,
    long wrongSecretCount,
    @Nullable String wrongSecretBy,
    List<Finding> findings) {

  /** Something to be mended, and how, in words. */
  public record Finding(String code, String words) {}
}
