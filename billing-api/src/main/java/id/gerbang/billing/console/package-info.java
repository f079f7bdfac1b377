/** What a browser sees. */
@NullMarked
package id.gerbang.billing.console;

import org.jspecify.annotations.NullMarked;
