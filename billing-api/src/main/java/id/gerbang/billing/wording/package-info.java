/**
 * Money, dates and sentences as a customer reads them, in Indonesian or English. Knows nothing of
 * HTML or PDF: the pages and the documents ask here.
 */
@NullMarked
package id.gerbang.billing.wording;

import org.jspecify.annotations.NullMarked;
