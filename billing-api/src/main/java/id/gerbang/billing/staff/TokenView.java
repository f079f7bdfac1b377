package id.gerbang.billing.staff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token as lists show it: never the token itself. */
public record TokenView(
    long id, String name, String role, Instant createdAt, @Nullable Instant revokedAt) {}
