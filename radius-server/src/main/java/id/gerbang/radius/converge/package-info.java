/**
 * Closing the difference between granted and entitled: the smallest act that suffices, by CoA or
 * Disconnect. {@link id.gerbang.radius.converge.Convergence} decides, and {@link
 * id.gerbang.radius.converge.CoaClient} sends; neither waits for the database. {@link
 * id.gerbang.radius.converge.ConvergenceWorker} speaks with it: which routers are this node's, what
 * staff ordered, what is not equal.
 */
@NullMarked
package id.gerbang.radius.converge;

import org.jspecify.annotations.NullMarked;
