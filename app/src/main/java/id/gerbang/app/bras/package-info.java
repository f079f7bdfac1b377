/**
 * A simulated BRAS that behaves as MikroTik RouterOS does towards a RADIUS server: a login goes
 * {@code SimulatedBras} → {@code Login} → {@code RadiusClient}, a CoA-Request {@code Incoming} →
 * {@code IncomingPolicy} → {@code BrasSession}. Used by the demo and the end-to-end tests; its
 * codec shares nothing with the server's, so that each checks the other.
 */
@NullMarked
package id.gerbang.app.bras;

import org.jspecify.annotations.NullMarked;
