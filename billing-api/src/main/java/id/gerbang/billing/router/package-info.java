/** Routers as staff see them: registration, sealed secrets. */
@NullMarked
package id.gerbang.billing.router;

import org.jspecify.annotations.NullMarked;
