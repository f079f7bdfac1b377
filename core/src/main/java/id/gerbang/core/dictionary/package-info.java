/**
 * Attribute names and types, from dictionary files in the format that RADIUS servers share: what a
 * plan's attribute means in octets, and what a packet's octets mean to people. Never on the packet
 * path: what a grant adds to a reply was encoded when the grant was read.
 */
@NullMarked
package id.gerbang.core.dictionary;

import org.jspecify.annotations.NullMarked;
