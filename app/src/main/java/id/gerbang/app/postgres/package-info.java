/**
 * The embedded PostgreSQL: unpacked, made, started, adopted again, watched, stopped. Called by the
 * commands that need a database and were given none. Speaks to the server only to make its roles
 * and its database; migrations are not here.
 */
@NullMarked
package id.gerbang.app.postgres;

import org.jspecify.annotations.NullMarked;
