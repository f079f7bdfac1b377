/**
 * What a plan or a subscription adds to a grant beyond speed and address, as the API takes it:
 * attributes of the dictionary, routes, prefixes; and the attributes that every grant has.
 */
@NullMarked
package id.gerbang.billing.grant;

import org.jspecify.annotations.NullMarked;
