/**
 * RADIUS packets on the wire: reading, writing, authenticators. JDK only, no Netty, no allocation
 * storms.
 */
@NullMarked
package id.gerbang.radius.packet;

import org.jspecify.annotations.NullMarked;
