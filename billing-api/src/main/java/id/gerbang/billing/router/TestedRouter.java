package id.gerbang.billing.router;

import java.util.List;

/**
 * What a look at a router found.
 *
 * @param device also what earlier tests found, where this one could not
 */
public record TestedRouter(long routerId, RouterDevice device, List<CheckView> checks) {}
