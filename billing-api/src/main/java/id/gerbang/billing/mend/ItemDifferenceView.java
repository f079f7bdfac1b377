package id.gerbang.billing.mend;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is, or was, otherwise on a router than it is to be.
 *
 * @param kind {@code missing}, {@code different}, {@code extra}: ours, and no longer wanted, {@code
 *     order}: rules of others stand above ours, {@code foreign}: somebody else has such a thing,
 *     which is left alone
 * @param item its comment on the router; null: a menu of settings
 * @param command what mends it on the router; a secret stands there as {@code "…"}
 */
public record ItemDifferenceView(
    String kind,
    String menu,
    @Nullable String item,
    String words,
    List<PropertyDifference> properties,
    @Nullable String command) {}
