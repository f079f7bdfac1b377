/**
 * Money that comes in through payment gateways: what they are told to offer, what they tell us, and
 * the payments that follow. It calls out to the configured hosts and nowhere else. It never takes a
 * notification's word alone, and never calls something failed that merely has not answered.
 */
@NullMarked
package id.gerbang.billing.gateway;

import org.jspecify.annotations.NullMarked;
