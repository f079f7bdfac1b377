/** The embedded PostgreSQL: unpacked, made, started, adopted again, stopped. */
@NullMarked
package id.gerbang.app.postgres;

import org.jspecify.annotations.NullMarked;
