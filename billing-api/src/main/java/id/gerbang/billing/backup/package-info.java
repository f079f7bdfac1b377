/** GSM backup links (SSTP + EoIP): one record, both routers' scripts. */
@NullMarked
package id.gerbang.billing.backup;

import org.jspecify.annotations.NullMarked;
