/**
 * Closing the difference between granted and entitled: the smallest act that suffices, by CoA or
 * Disconnect.
 */
@NullMarked
package id.gerbang.radius.converge;

import org.jspecify.annotations.NullMarked;
