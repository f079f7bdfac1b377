/**
 * Who is overdue, since when, and what that does to the subscriptions; and the settings that decide
 * it; and which late invoices cost a fee. The only place that writes {@code unpaid_*}.
 */
@NullMarked
package id.gerbang.billing.overdue;

import org.jspecify.annotations.NullMarked;
