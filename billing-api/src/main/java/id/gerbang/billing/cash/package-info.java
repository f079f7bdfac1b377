/**
 * Cash in people's hands: what collectors may carry and carry, the houses they go to, their
 * hand-overs to a cashier, and the cash book of each collector and of the till. It takes no payment
 * itself: payments ask it whether a collector may.
 */
@NullMarked
package id.gerbang.billing.cash;

import org.jspecify.annotations.NullMarked;
