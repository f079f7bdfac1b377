package id.gerbang.billing.gateway;

import java.time.Instant;
import java.util.Optional;

/**
 * What a customer is to pay through a provider.
 *
 * @param reference ours; the provider takes each once
 * @param amount all of it, with the fee that the customer bears
 * @param made when it was asked for
 * @param returnUrl where a page of the provider's leads the customer back to
 * @param providerId the provider's name for it, once it has told one
 */
record Charge(
    String reference,
    String channel,
    long amount,
    String description,
    Payer payer,
    Instant made,
    Instant expiresAt,
    String returnUrl,
    Optional<String> providerId) {

  /** Who pays. */
  record Payer(String name, Optional<String> email, Optional<String> phone) {}
}
