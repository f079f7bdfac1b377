package id.gerbang.billing.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A profile of a router beside the plan of its name.
 *
 * @param state as {@link Standing}, in lower case
 * @param ours null: no plan has its name
 * @param cannot what of the profile a plan can't say, and why
 * @param seen to be sent back with a decision: that it is about this
 */
public record ProfileView(
    String name,
    String state,
    @Nullable Long planId,
    @Nullable Facts ours,
    Facts router,
    List<String> cannot,
    String seen) {}
