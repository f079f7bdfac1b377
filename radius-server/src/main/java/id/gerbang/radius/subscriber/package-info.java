/** Every subscriber's entitlement and every router in memory, kept fresh by the change feed. */
@NullMarked
package id.gerbang.radius.subscriber;

import org.jspecify.annotations.NullMarked;
