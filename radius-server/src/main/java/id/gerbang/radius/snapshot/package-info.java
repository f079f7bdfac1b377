/**
 * What the packet path knows, sealed in a file of this machine, so that customers log in after a
 * restart although the database is gone (P5). Read once at the start, written every few minutes.
 */
@NullMarked
package id.gerbang.radius.snapshot;

import org.jspecify.annotations.NullMarked;
