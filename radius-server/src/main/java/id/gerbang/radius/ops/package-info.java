/** What the outside sees of the RADIUS service: counters, health. */
@NullMarked
package id.gerbang.radius.ops;

import org.jspecify.annotations.NullMarked;
