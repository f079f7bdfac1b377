/** Who is overdue, since when, and what that does to the subscriptions. */
@NullMarked
package id.gerbang.billing.overdue;

import org.jspecify.annotations.NullMarked;
