package id.gerbang.billing.pool;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool as the API shows it.
 *
 * @param size how many addresses it has
 * @param leased how many of them somebody has, online or not
 */
public record PoolView(
    long id,
    @Nullable String externalId,
    String name,
    List<String> ranges,
    long size,
    long leased,
    int version,
    Instant createdAt) {}
