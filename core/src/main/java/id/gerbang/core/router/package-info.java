/**
 * What both services know of a router (the NAS of the RFCs): its policies, never its secret in
 * clear.
 */
@NullMarked
package id.gerbang.core.router;

import org.jspecify.annotations.NullMarked;
