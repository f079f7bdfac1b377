/**
 * What is billed of a subscription beside its plan's price: add-ons and discounts with every
 * period, and what comes once. Billing runs, renewals and ends ask here; nothing is issued from
 * here.
 */
@NullMarked
package id.gerbang.billing.charge;

import org.jspecify.annotations.NullMarked;
