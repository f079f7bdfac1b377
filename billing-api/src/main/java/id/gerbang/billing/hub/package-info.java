/**
 * Tunnels by which routers behind NAT are reached: where they end at the ISP, which address each
 * router has in one, and the hub's half as text. The router's half is made by its set-up.
 */
@NullMarked
package id.gerbang.billing.hub;

import org.jspecify.annotations.NullMarked;
