/**
 * Accounting-Requests: into the journal, answered, applied to PostgreSQL exactly once in effect.
 */
@NullMarked
package id.gerbang.radius.accounting;

import org.jspecify.annotations.NullMarked;
