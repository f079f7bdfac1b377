/**
 * Accounting-Requests: into the journal, answered, applied to PostgreSQL exactly once in effect.
 * Here sessions also end that no Stop ended, and rows that other nodes wrote are read.
 */
@NullMarked
package id.gerbang.radius.accounting;

import org.jspecify.annotations.NullMarked;
