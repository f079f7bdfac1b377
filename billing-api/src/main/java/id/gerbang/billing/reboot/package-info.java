/**
 * Routers are rebooted: with how many customers that throws off said before, and who did not come
 * back said after. The command goes out once; that it was done is seen by the router's uptime, and
 * who is back by radius's sessions.
 */
@NullMarked
package id.gerbang.billing.reboot;

import org.jspecify.annotations.NullMarked;
