/** What the radius side wrote, as staff read it: sessions, access events. */
@NullMarked
package id.gerbang.billing.report;

import org.jspecify.annotations.NullMarked;
