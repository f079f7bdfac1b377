/** Plans, each change a new version. */
@NullMarked
package id.gerbang.billing.plan;

import org.jspecify.annotations.NullMarked;
