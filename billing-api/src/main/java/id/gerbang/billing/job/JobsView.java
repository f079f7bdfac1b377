package id.gerbang.billing.job;

import java.util.List;

/**
 * The jobs as the API shows them.
 *
 * @param clockJumpSeconds not 0: this node's wall clock jumped by so much, and its jobs wait for
 *     somebody to say that it is right
 */
public record JobsView(long clockJumpSeconds, List<JobView> items) {}
