/**
 * A RouterOS for tests, as strict as a router: menus with the property names, types and defaults of
 * 6.49 and 7.20 (`menus.txt`), the binary API, REST, scripts, and what decides whether a set-up
 * works. {@link id.gerbang.routeros.standin.StandInRouter} is where a test begins. It shares no
 * code with the product: what both got wrong would look right.
 */
@NullMarked
package id.gerbang.routeros.standin;

import org.jspecify.annotations.NullMarked;
