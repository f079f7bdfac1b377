/**
 * How good the way from a router to somewhere is: the router pings, and what came of it is graded
 * and kept.
 */
@NullMarked
package id.gerbang.billing.probe;

import org.jspecify.annotations.NullMarked;
