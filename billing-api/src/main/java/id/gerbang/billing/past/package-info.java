/**
 * The time before an ISP moved in, as its other system tells it: imports bring it and take it back,
 * statements show it. No book counts it, and radius knows nothing of it.
 */
@NullMarked
package id.gerbang.billing.past;

import org.jspecify.annotations.NullMarked;
