/** A simulated BRAS that behaves as RouterOS does; its codec shares nothing with the server's. */
@NullMarked
package id.gerbang.app.bras;

import org.jspecify.annotations.NullMarked;
