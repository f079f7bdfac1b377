/**
 * GSM backup links (SSTP + EoIP): one record, both routers' scripts. Never talks to a router; the
 * login is a subscription, answered by RADIUS like any other.
 */
@NullMarked
package id.gerbang.billing.backup;

import org.jspecify.annotations.NullMarked;
