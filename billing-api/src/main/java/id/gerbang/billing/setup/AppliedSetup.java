package id.gerbang.billing.setup;

import id.gerbang.billing.mend.ItemDifferenceView;
import java.util.List;

/**
 * What was changed on a router, or would be.
 *
 * @param changes in the order in which they are made
 * @param leftAlone what somebody else has of the same name, and keeps
 */
public record AppliedSetup(
    long routerId,
    boolean dryRun,
    List<ItemDifferenceView> changes,
    List<ItemDifferenceView> leftAlone) {}
