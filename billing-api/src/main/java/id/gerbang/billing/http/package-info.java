/** What every resource shares at the HTTP edge: problem details, idempotency, bearer tokens. */
@NullMarked
package id.gerbang.billing.http;

import org.jspecify.annotations.NullMarked;
