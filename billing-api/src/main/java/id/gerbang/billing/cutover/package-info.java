/**
 * A router that another RADIUS server answers comes over to ours, and goes back: whose entry of
 * {@code /radius} it asks first. The other's entry stays as it is, to go back to; no other setting
 * is touched, and nothing of User Manager is.
 */
@NullMarked
package id.gerbang.billing.cutover;

import org.jspecify.annotations.NullMarked;
