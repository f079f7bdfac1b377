package id.gerbang.billing.router;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A router as the API shows it: its secrets are written, never read.
 *
 * @param identifier NAS-Identifier by which it may move; it has this, or an address, or both
 * @param swapCounters whether it counts in- and output the other way round than RFC 2866
 * @param device what it said it is; null: it was never asked
 * @param contact whether it is reached over its API; null: it has none, or was not looked at yet
 */
public record RouterView(
    long id,
    @Nullable String externalId,
    String name,
    @Nullable String address,
    @Nullable String identifier,
    int coaPort,
    String requireMessageAuthenticator,
    String isolation,
    String isolationList,
    String isolationPool,
    String isolationRate,
    boolean swapCounters,
    boolean enabled,
    @Nullable ApiView api,
    RouterHealth health,
    @Nullable RouterDevice device,
    @Nullable RouterContact contact,
    int version,
    @Nullable Instant createdAt,
    @Nullable Instant archivedAt) {

  /**
   * How the router itself is reached.
   *
   * @param certificate SHA-256 of the only one that is believed, 64 hexadecimal digits; null: one
   *     of a public authority is
   */
  public record ApiView(
      String protocol,
      @Nullable Integer port,
      @Nullable String username,
      @Nullable String certificate) {}
}
