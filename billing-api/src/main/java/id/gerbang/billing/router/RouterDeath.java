package id.gerbang.billing.router;

import java.time.Instant;

/**
 * A router that was said to have died.
 *
 * @param at what it is heard to say after this is alive again
 * @param sessions how many were open on it; radius ends them, each where it was last heard of
 */
public record RouterDeath(long routerId, Instant at, long sessions) {}
