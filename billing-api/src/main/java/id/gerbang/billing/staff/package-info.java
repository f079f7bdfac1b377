/** Staff, tokens, who may do what. */
@NullMarked
package id.gerbang.billing.staff;

import org.jspecify.annotations.NullMarked;
