/** Invoices: issued once, never changed after. */
@NullMarked
package id.gerbang.billing.invoice;

import org.jspecify.annotations.NullMarked;
