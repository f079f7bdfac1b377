package id.gerbang.billing.customer;

import org.jspecify.annotations.Nullable;

/**
 * Somebody else to call about a customer.
 *
 * @param role such as {@code pemilik rumah}, {@code teknisi kantor}
 */
public record Contact(@Nullable String name, @Nullable String phone, @Nullable String role) {}
