/**
 * POPs: routers at which backup links end, with what their links share and which inner addresses
 * they have. Never talks to a router.
 */
@NullMarked
package id.gerbang.billing.pop;

import org.jspecify.annotations.NullMarked;
