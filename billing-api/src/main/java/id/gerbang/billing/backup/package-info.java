/**
 * GSM backup links (SSTP + EoIP): one record, both routers' halves, as scripts and over their APIs,
 * from the order to the day on which nothing of a link is left. The login is a subscription,
 * answered by RADIUS like any other.
 */
@NullMarked
package id.gerbang.billing.backup;

import org.jspecify.annotations.NullMarked;
