/**
 * What the radius side wrote, as staff read it: sessions, access events, and the story of one
 * subscriber. It only reads.
 */
@NullMarked
package id.gerbang.billing.report;

import org.jspecify.annotations.NullMarked;
