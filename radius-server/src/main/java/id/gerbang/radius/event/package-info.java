/**
 * What was answered or done, and why: noted on the packet path, kept on the local disk, then stored
 * in {@code access_event}. It decides nothing, and nobody waits for it.
 */
@NullMarked
package id.gerbang.radius.event;

import org.jspecify.annotations.NullMarked;
