/**
 * Outages of customers' lines as incidents: the procedure of a GSM backup, from the ticket to the
 * removed modem, by three parties. {@link Procedure} decides which step may follow; nothing here
 * asks a router.
 */
@NullMarked
package id.gerbang.billing.incident;

import org.jspecify.annotations.NullMarked;
