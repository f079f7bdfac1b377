/**
 * Looks through what a router is set to for slips in its GSM backup tunnels, before a customer's
 * outage finds them. Pure rules over a text; it changes nothing anywhere.
 */
@NullMarked
package id.gerbang.billing.lint;

import org.jspecify.annotations.NullMarked;
