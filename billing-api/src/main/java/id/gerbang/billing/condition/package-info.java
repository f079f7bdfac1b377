/**
 * How things are at a customer's before a backup tunnel is set up: modem, operator, address,
 * signal, a ping. Told by the router, or by what somebody copied from its terminal; what was not
 * told is absent, never nought.
 */
@NullMarked
package id.gerbang.billing.condition;

import org.jspecify.annotations.NullMarked;
