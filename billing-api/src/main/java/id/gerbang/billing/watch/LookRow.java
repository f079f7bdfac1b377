package id.gerbang.billing.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last look at a router, as its table holds it. */
public record LookRow(
    long routerId,
    Instant lookedAt,
    String state,
    Instant since,
    @Nullable String why,
    @Nullable String identity,
    @Nullable Instant bootedAt,
    @Nullable Integer cpuLoad,
    @Nullable Long freeMemory,
    @Nullable Long totalMemory,
    @Nullable Instant sessionsAt,
    @Nullable Instant queuesAt,
    @Nullable Instant interfacesAt,
    @Nullable Instant ratesFrom) {}
