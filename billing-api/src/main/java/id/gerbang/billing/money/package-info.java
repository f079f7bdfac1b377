/** Money in whole rupiah, and the double-entry ledger. */
@NullMarked
package id.gerbang.billing.money;

import org.jspecify.annotations.NullMarked;
