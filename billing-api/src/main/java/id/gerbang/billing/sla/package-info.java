/**
 * What outages are worth: the minutes of each subscription in a month, each once, what was promised
 * of it, and the credit that is due. Read from incidents' rows; {@code incident} says when one is
 * over. Nothing is given back before somebody of billing has agreed.
 */
@NullMarked
package id.gerbang.billing.sla;

import org.jspecify.annotations.NullMarked;
