/** Sealing of secrets at rest: AES-256-GCM under a key from a file outside the database. */
@NullMarked
package id.gerbang.core.seal;

import org.jspecify.annotations.NullMarked;
