/**
 * The text that makes a new router a BRAS of ours, and the one that takes it back. Shown, never
 * sent: somebody imports it.
 */
@NullMarked
package id.gerbang.billing.setup;

import org.jspecify.annotations.NullMarked;
