/** The way to PostgreSQL: migrations from the contract in sql/, pools that run under one role. */
@NullMarked
package id.gerbang.core.database;

import org.jspecify.annotations.NullMarked;
