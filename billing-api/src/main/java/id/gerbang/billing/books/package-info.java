/**
 * The books: what the ledger says about customers, revenue and receivables, and which months are
 * closed. It reads what others posted.
 */
@NullMarked
package id.gerbang.billing.books;

import org.jspecify.annotations.NullMarked;
