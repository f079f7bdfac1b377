/** Packets as people read them, for logs, the console and tools; never on the packet path. */
@NullMarked
package id.gerbang.radius.dictionary;

import org.jspecify.annotations.NullMarked;
