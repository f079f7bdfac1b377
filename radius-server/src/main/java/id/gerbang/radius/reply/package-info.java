/**
 * What an Access-Accept and an Access-Reject say: the attributes of a grant, as RouterOS reads
 * them.
 */
@NullMarked
package id.gerbang.radius.reply;

import org.jspecify.annotations.NullMarked;
