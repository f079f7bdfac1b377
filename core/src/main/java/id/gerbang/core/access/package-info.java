/**
 * What a subscriber is entitled to and what follows from it: the entitlement record, the decision,
 * its reason. Pure: no clock, no database, no packet.
 */
@NullMarked
package id.gerbang.core.access;

import org.jspecify.annotations.NullMarked;
