/** What a session was granted, in the form that the session row and the Class attribute keep. */
@NullMarked
package id.gerbang.core.session;

import org.jspecify.annotations.NullMarked;
