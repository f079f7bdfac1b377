/**
 * The UDP door: which router sent this, is it genuine, was it answered before. The only package,
 * with converge's socket, that knows Netty.
 */
@NullMarked
package id.gerbang.radius.listen;

import org.jspecify.annotations.NullMarked;
