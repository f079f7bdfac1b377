/**
 * Payments: recorded once, allocated oldest first, opening the gate by the facts that they change.
 */
@NullMarked
package id.gerbang.billing.payment;

import org.jspecify.annotations.NullMarked;
