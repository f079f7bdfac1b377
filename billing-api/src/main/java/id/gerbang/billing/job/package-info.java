/**
 * What runs by the clock: timetables, the one lock that keeps two nodes from running the same at
 * once, what came of each, and the refusal to act on a clock that jumped. What a job does is its
 * feature's own.
 */
@NullMarked
package id.gerbang.billing.job;

import org.jspecify.annotations.NullMarked;
