package id.gerbang.billing.lint;

import org.jspecify.annotations.Nullable;

/**
 * What to look through: a text, or what a router is set to.
 *
 * @param text of an export
 * @param routerId one whose configuration is kept
 * @param fresh the router is asked now; left out: what was kept last is taken, where there is any
 */
public record LintRequest(
    @Nullable String text, @Nullable Long routerId, @Nullable Boolean fresh) {}
