/** What identifies a session and how its usage is counted: 64 bit, never falling. */
@NullMarked
package id.gerbang.core.session;

import org.jspecify.annotations.NullMarked;
