package id.gerbang.billing.incident;

import java.time.Instant;
import java.util.Optional;

/** A link as it is kept: without its code. */
public record LinkRow(
    long id,
    long incidentId,
    Party party,
    String name,
    Instant createdAt,
    String createdBy,
    Optional<Instant> revokedAt,
    Optional<String> revokedBy) {}
