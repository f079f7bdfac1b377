/**
 * What makes a router a BRAS of ours: as a text that somebody imports, or over its API, all of it
 * or nothing; compared again later, and taken back. It never touches an object without a comment of
 * ours.
 */
@NullMarked
package id.gerbang.billing.setup;

import org.jspecify.annotations.NullMarked;
