/**
 * Open sessions in memory, what each was granted, and the rules by which records become one
 * session.
 */
@NullMarked
package id.gerbang.radius.session;

import org.jspecify.annotations.NullMarked;
