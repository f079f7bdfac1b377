/** Billing runs: each period of a postpaid subscription becomes an invoice, once. */
@NullMarked
package id.gerbang.billing.run;

import org.jspecify.annotations.NullMarked;
