package id.gerbang.billing.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool of a router beside what we hold of it.
 *
 * @param state as {@link Standing}, in lower case
 * @param ours null: we hold none of this name
 * @param ranges the router's; null: it has none of this name
 * @param size how many addresses the router's has; null: it has none, or they can't be read
 * @param notes what is to be known before one decides
 * @param seen to be sent back with a decision: that it is about this
 */
public record RouterPoolView(
    String name,
    String state,
    @Nullable String ours,
    @Nullable String ranges,
    @Nullable Long size,
    List<String> notes,
    String seen) {}
