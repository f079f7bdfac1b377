/**
 * Every list as a file: whoever asks a list for CSV or XLSX gets all of it. Resources know nothing
 * of it; what returns a {@code Page} can be exported.
 */
@NullMarked
package id.gerbang.billing.export;

import org.jspecify.annotations.NullMarked;
