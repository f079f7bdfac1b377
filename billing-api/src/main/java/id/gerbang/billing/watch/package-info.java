/**
 * What routers tell us all the time: each that has an API is looked at every so often, over the one
 * connection to it, and what it told is written down with when. {@link
 * id.gerbang.billing.watch.RouterLooks} goes round, {@link id.gerbang.billing.watch.LiveResource}
 * shows. Radius reads what was written where it doubts a session; nothing here decides what a
 * session is entitled to.
 */
@NullMarked
package id.gerbang.billing.watch;

import org.jspecify.annotations.NullMarked;
