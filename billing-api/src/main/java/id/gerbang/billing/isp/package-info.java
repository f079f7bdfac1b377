/** Who the ISP is: name, address, phone, tax number and logo, as its customers see them. */
@NullMarked
package id.gerbang.billing.isp;

import org.jspecify.annotations.NullMarked;
