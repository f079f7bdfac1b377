/**
 * What a plan sells, as far as both services must agree on it: the rate limit and its text on the
 * wire.
 */
@NullMarked
package id.gerbang.core.plan;

import org.jspecify.annotations.NullMarked;
