/**
 * Whether a backup tunnel carries, and whose fault it is where it does not: both routers are read,
 * as far as they can be, RADIUS is asked what it answered, and a pure function judges. It changes
 * nothing on a router; what could not be seen is unknown, never a fault.
 */
@NullMarked
package id.gerbang.billing.verification;

import org.jspecify.annotations.NullMarked;
