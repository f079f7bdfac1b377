package id.gerbang.billing.gateway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How to pay, as a provider answered; what a channel does not have is null. */
public record Offer(
    @Nullable String providerId,
    @Nullable String link,
    @Nullable String qrString,
    @Nullable String bank,
    @Nullable String vaNumber,
    @Nullable String billerCode,
    @Nullable String paymentCode,
    @Nullable Instant expiresAt) {

  static final Offer UNTOLD = new Offer(null, null, null, null, null, null, null, null);

  static Offer link(@Nullable String providerId, String link, @Nullable Instant expiresAt) {
    return new Offer(providerId, link, null, null, null, null, null, expiresAt);
  }
}
