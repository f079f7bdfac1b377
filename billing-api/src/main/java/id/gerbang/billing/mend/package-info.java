/**
 * Makes routers what they are to be over their API: what is wanted beside what is there, the
 * difference mended or taken back. It never touches an object without a comment of ours.
 */
@NullMarked
package id.gerbang.billing.mend;

import org.jspecify.annotations.NullMarked;
