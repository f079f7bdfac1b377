package id.gerbang.billing.subscription;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.plan.RateLimit;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A row of the view {@code entitlement}, without the sealed password. */
public record EntitlementRow(
    long subscriberId,
    String username,
    int credentialVersion,
    Optional<Instant> terminatedAt,
    Optional<String> unpaidAction,
    Optional<Instant> heldSince,
    Optional<Instant> heldUntil,
    Optional<Instant> activeUntil,
    Optional<InetAddress> staticAddress,
    Optional<Long> download,
    Optional<Long> upload,
    Optional<Long> burstDownload,
    Optional<Long> burstUpload,
    Optional<Long> thresholdDownload,
    Optional<Long> thresholdUpload,
    Optional<Integer> burstTimeDownload,
    Optional<Integer> burstTimeUpload,
    Optional<Integer> priority,
    Optional<Long> minDownload,
    Optional<Long> minUpload,
    Optional<String> pool,
    String addressList) {

  public Entitlement entitlement() {
    return new Entitlement(
        subscriberId,
        username,
        credentialVersion,
        terminatedAt.isPresent(),
        unpaidAction.map(action -> Entitlement.Unpaid.valueOf(action.toUpperCase(Locale.ROOT))),
        heldSince.map(since -> new Entitlement.Hold(heldUntil)),
        activeUntil,
        staticAddress.map(Inet4Address.class::cast),
        rateLimit(),
        pool,
        addressList);
  }

  private Optional<RateLimit> rateLimit() {
    return pair(upload, download)
        .map(
            rate ->
                new RateLimit(rate, burst(rate), priority.orElse(0), pair(minUpload, minDownload)));
  }

  /** Gaps are filled as the RADIUS side fills them: what is granted compares by its text. */
  private Optional<RateLimit.Burst> burst(RateLimit.Pair rate) {
    return pair(burstUpload, burstDownload)
        .map(
            burst ->
                new RateLimit.Burst(
                    burst,
                    pair(thresholdUpload, thresholdDownload).orElse(rate),
                    burstTimeUpload.orElse(1),
                    burstTimeDownload.orElse(1)));
  }

  private static Optional<RateLimit.Pair> pair(Optional<Long> upload, Optional<Long> download) {
    return upload.flatMap(up -> download.map(down -> new RateLimit.Pair(up, down)));
  }
}
