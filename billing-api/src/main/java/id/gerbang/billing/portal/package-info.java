/**
 * The pages that customers see without signing in: the payment link and the walled garden. Asked by
 * browsers alone. They read; the one thing that they change is an attempt to pay through a gateway,
 * which moves no money by itself. What pages are made of is for those of other packages, too.
 */
@NullMarked
package id.gerbang.billing.portal;

import org.jspecify.annotations.NullMarked;
