/** Customers out of a file: what its columns mean, what becomes of each row, and taking it back. */
@NullMarked
package id.gerbang.billing.imports;

import org.jspecify.annotations.NullMarked;
