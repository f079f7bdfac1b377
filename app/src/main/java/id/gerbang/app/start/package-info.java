/**
 * What every start shares: the data directory, the programs of the machine, progress lines, and the
 * sentence that a start ends with when it cannot go on. Knows neither PostgreSQL nor TLS.
 */
@NullMarked
package id.gerbang.app.start;

import org.jspecify.annotations.NullMarked;
