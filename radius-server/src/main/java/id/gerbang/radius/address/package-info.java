/**
 * Addresses of the ISP's pools that radius itself names: a lease a subscriber, the same at every
 * login. The packet path asks {@link id.gerbang.radius.address.AddressPools}, which is memory;
 * {@link id.gerbang.radius.address.AddressClaims} sees to it that there are addresses in hand.
 */
@NullMarked
package id.gerbang.radius.address;

import org.jspecify.annotations.NullMarked;
