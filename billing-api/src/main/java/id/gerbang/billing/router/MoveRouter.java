package id.gerbang.billing.router;

import org.jspecify.annotations.Nullable;

/**
 * What ends at a router is to end at another one.
 *
 * @param to the other router's id
 */
public record MoveRouter(@Nullable Long to) {}
