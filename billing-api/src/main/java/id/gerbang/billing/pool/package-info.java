/**
 * Pools of addresses that radius hands out itself, and the rule that no address or prefix is
 * promised twice: pools, static addresses and prefixes are checked against one another here.
 */
@NullMarked
package id.gerbang.billing.pool;

import org.jspecify.annotations.NullMarked;
