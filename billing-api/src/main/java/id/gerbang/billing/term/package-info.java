/**
 * What changes how long and on which terms a subscription runs: renewed, extended, ended, begun
 * again. Each operation can be rehearsed by the code that carries it out. It writes facts; billing
 * runs and the RADIUS side follow them.
 */
@NullMarked
package id.gerbang.billing.term;

import org.jspecify.annotations.NullMarked;
