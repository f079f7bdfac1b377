/**
 * What a right password alone does not settle: how often it may be guessed, from which devices, how
 * many sessions at once, whether another's has the static address, and whether a session came of
 * it. Asked by the access handler before it answers; never waits, never reads the database on the
 * way of a packet.
 */
@NullMarked
package id.gerbang.radius.admission;

import org.jspecify.annotations.NullMarked;
