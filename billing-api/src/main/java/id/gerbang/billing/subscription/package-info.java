/** Subscriptions: one username each, what it may do and why; isolation and resumption by hand. */
@NullMarked
package id.gerbang.billing.subscription;

import org.jspecify.annotations.NullMarked;
