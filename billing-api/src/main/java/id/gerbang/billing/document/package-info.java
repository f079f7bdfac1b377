/**
 * Invoices and receipts as PDF, and QR codes. Reads what invoice and payment show; changes nothing.
 */
@NullMarked
package id.gerbang.billing.document;

import org.jspecify.annotations.NullMarked;
