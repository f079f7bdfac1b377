/**
 * The pages that customers see without signing in: the payment link and the walled garden. Asked by
 * browsers alone; they read, and never change money.
 */
@NullMarked
package id.gerbang.billing.portal;

import org.jspecify.annotations.NullMarked;
