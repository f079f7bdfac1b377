/**
 * What routers are set to, kept: each night the items of the menus that somebody sets are read and
 * written down as text, compressed, where it differs from the text before. Secrets are never in it.
 */
@NullMarked
package id.gerbang.billing.configuration;

import org.jspecify.annotations.NullMarked;
