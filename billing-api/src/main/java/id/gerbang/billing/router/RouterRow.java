package id.gerbang.billing.router;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A router's row, without its sealed secrets. */
public record RouterRow(
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
    @Nullable String apiProtocol,
    @Nullable Integer apiPort,
    @Nullable String apiUsername,
    @Nullable String apiCertificate,
    int version,
    @Nullable Instant createdAt,
    @Nullable Instant archivedAt) {

  RouterView view(
      RouterHealth health, @Nullable RouterDevice device, @Nullable RouterContact contact) {
    return new RouterView(
        id,
        externalId,
        name,
        address,
        identifier,
        coaPort,
        requireMessageAuthenticator,
        isolation,
        isolationList,
        isolationPool,
        isolationRate,
        swapCounters,
        enabled,
        apiProtocol == null
            ? null
            : new RouterView.ApiView(apiProtocol, apiPort, apiUsername, apiCertificate),
        health,
        device,
        contact,
        version,
        createdAt,
        archivedAt);
  }
}
