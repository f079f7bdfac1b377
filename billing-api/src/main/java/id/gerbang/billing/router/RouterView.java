package id.gerbang.billing.router;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A router as the API shows it: its secrets are written, never read. */
public record RouterView(
    long id,
    @Nullable String externalId,
    String name,
    String address,
    int coaPort,
    String requireMessageAuthenticator,
    String isolation,
    String isolationList,
    String isolationPool,
    String isolationRate,
    boolean enabled,
    @Nullable Api api,
    int version,
    @Nullable Instant createdAt,
    @Nullable Instant archivedAt) {

  /** How the router itself is reached. */
  public record Api(String protocol, @Nullable Integer port, @Nullable String username) {}
}
