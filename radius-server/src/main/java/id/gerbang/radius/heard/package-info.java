/**
 * What was heard of routers, and who else knocked. Noted on the packet path, in memory and bounded;
 * written to PostgreSQL every few seconds, off it. Decides nothing.
 */
@NullMarked
package id.gerbang.radius.heard;

import org.jspecify.annotations.NullMarked;
