/** The command line, and both services in one process. */
@NullMarked
package id.gerbang.app;

import org.jspecify.annotations.NullMarked;
