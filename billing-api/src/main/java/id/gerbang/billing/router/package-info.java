/** Routers as staff see them: registration, sealed secrets, and whether each is set up. */
@NullMarked
package id.gerbang.billing.router;

import org.jspecify.annotations.NullMarked;
