/** Rows and columns as spreadsheets hold them: CSV and XLSX, written and read as streams. */
@NullMarked
package id.gerbang.billing.table;

import org.jspecify.annotations.NullMarked;
