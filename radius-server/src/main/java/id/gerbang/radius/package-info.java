/** The composition root of the RADIUS service: starts and stops its parts, in order, by hand. */
@NullMarked
package id.gerbang.radius;

import org.jspecify.annotations.NullMarked;
