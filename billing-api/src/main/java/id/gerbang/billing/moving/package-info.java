/**
 * ISPs out of other systems: what those hold becomes accounts and tariffs, and these what is asked
 * for here. Read only; what is made of it is the imports' work.
 */
@NullMarked
package id.gerbang.billing.moving;

import org.jspecify.annotations.NullMarked;
