package id.gerbang.billing.router;

import id.gerbang.billing.http.Secret;
import id.gerbang.billing.router.SaveRouter.ApiAccess;
import org.jspecify.annotations.Nullable;

/**
 * Another device in a router's place. What is left out stays as it was, but for the certificate
 * that was pinned: the new device has its own.
 */
public record ReplaceRouter(
    @Nullable String address,
    @Nullable String identifier,
    @Nullable Secret secret,
    @Nullable ApiAccess api) {

  SaveRouter of(RouterRow before) {
    ApiAccess access =
        before.apiProtocol() == null
            ? null
            : new ApiAccess(
                before.apiProtocol(), before.apiPort(), before.apiUsername(), null, null);
    return new SaveRouter(
        before.externalId(),
        before.name(),
        address == null ? before.address() : address,
        identifier == null ? before.identifier() : identifier,
        secret,
        before.coaPort(),
        before.requireMessageAuthenticator(),
        before.isolation(),
        before.isolationList(),
        before.isolationPool(),
        before.isolationRate(),
        before.swapCounters(),
        before.enabled(),
        api == null ? access : api);
  }
}
