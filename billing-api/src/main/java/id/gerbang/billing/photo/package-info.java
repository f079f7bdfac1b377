/**
 * Pictures as telephones take them: told by their content, not by what somebody calls them, and rid
 * of what they say beside the picture, above all of where it was taken.
 */
@NullMarked
package id.gerbang.billing.photo;

import org.jspecify.annotations.NullMarked;
