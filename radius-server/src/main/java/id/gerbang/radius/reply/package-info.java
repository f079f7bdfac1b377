/**
 * What an Access-Accept and a CoA-Request say: the attributes of a grant, as RouterOS reads them.
 */
@NullMarked
package id.gerbang.radius.reply;

import org.jspecify.annotations.NullMarked;
