package id.gerbang.billing.router;

import org.jspecify.annotations.Nullable;

/** What is sealed of a router. */
public record SealedRow(byte[] secret, byte @Nullable [] apiPassword) {}
