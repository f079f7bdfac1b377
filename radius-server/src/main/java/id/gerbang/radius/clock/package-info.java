/** Time as the RADIUS service believes it: a wall clock that jumps decides nothing (P25). */
@NullMarked
package id.gerbang.radius.clock;

import org.jspecify.annotations.NullMarked;
