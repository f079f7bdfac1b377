package id.gerbang.billing.probe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A probe as its table holds it; times in microseconds. */
public record ProbeRow(
    long id,
    long routerId,
    Instant at,
    String askedBy,
    String target,
    int sent,
    int received,
    @Nullable Long delayMin,
    @Nullable Long delayMean,
    @Nullable Long delayMax,
    @Nullable Long jitterMean) {}
