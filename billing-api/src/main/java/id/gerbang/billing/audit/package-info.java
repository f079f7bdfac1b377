/**
 * The audit that can't be bent unseen (P28): its list, the chain that one worker seals it into, and
 * the check of both. Rows are written by each feature, in its own transaction, through {@link
 * id.gerbang.billing.http.Audit}.
 */
@NullMarked
package id.gerbang.billing.audit;

import org.jspecify.annotations.NullMarked;
