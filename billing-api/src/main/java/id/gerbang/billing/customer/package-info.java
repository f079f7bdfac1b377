/** Customers: who they are and how to reach them. */
@NullMarked
package id.gerbang.billing.customer;

import org.jspecify.annotations.NullMarked;
