/**
 * PPN: off unless the ISP is a PKP; dated rules, and one rounding for everything. It decides and
 * computes; invoices keep what was used.
 */
@NullMarked
package id.gerbang.billing.tax;

import org.jspecify.annotations.NullMarked;
