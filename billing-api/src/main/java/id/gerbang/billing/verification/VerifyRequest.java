package id.gerbang.billing.verification;

import org.jspecify.annotations.Nullable;

/**
 * What is known beside what routers tell.
 *
 * @param fibreBack the fibre works again, as somebody says; left out: nobody does
 * @param customerRouterId a router of ours at the customer's, instead of the link's own
 */
public record VerifyRequest(@Nullable Boolean fibreBack, @Nullable Long customerRouterId) {}
