package id.gerbang.billing.router;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a user of our own on a router.
 *
 * @param addresses from which it may sign in; left out: the one from which the router sees us now
 */
public record OwnRouterUser(@Nullable List<String> addresses) {}
