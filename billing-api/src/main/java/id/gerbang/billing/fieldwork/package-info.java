/**
 * The page of an incident for those who don't sign in: the team at the customer's and the
 * customer's person in charge, each with one button for what is theirs to do next. What may be done
 * is decided in {@code incident}.
 */
@NullMarked
package id.gerbang.billing.fieldwork;

import org.jspecify.annotations.NullMarked;
