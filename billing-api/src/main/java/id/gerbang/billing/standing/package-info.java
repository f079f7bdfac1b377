/**
 * The standing lists: who is blocked though paid, let in though unpaid, pays and is never online,
 * or is online for nothing. It reads invoices, payments and sessions, not the conclusions that
 * others drew from them, so that it sees what they missed; and what radius found different at the
 * routers.
 */
@NullMarked
package id.gerbang.billing.standing;

import org.jspecify.annotations.NullMarked;
