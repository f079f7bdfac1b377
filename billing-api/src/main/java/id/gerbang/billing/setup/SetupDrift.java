package id.gerbang.billing.setup;

import id.gerbang.billing.mend.ItemDifferenceView;
import java.time.Instant;
import java.util.List;

/**
 * How a router is otherwise than it was made.
 *
 * @param differences empty: it is as it was made
 */
public record SetupDrift(
    long routerId,
    Instant appliedAt,
    String appliedBy,
    Instant checkedAt,
    List<ItemDifferenceView> differences) {}
