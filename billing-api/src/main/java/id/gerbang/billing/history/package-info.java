/**
 * What was done to each subscription, kept for ever: who writes an event does it in the transaction
 * of what happened.
 */
@NullMarked
package id.gerbang.billing.history;

import org.jspecify.annotations.NullMarked;
