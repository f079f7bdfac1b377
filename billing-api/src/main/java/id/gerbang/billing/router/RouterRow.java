package id.gerbang.billing.router;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A router's row, without its sealed secrets. */
public record RouterRow(
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
    @Nullable String apiProtocol,
    @Nullable Integer apiPort,
    @Nullable String apiUsername,
    int version,
    @Nullable Instant createdAt,
    @Nullable Instant archivedAt) {

  RouterView view() {
    return new RouterView(
        id,
        externalId,
        name,
        address,
        coaPort,
        requireMessageAuthenticator,
        isolation,
        isolationList,
        isolationPool,
        isolationRate,
        enabled,
        apiProtocol == null ? null : new RouterView.Api(apiProtocol, apiPort, apiUsername),
        version,
        createdAt,
        archivedAt);
  }
}
