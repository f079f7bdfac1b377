package id.gerbang.billing.router;

import org.jspecify.annotations.Nullable;

/**
 * Which finding of a test is to be mended.
 *
 * @param check its name, such as {@code incoming}
 */
public record RepairRouter(@Nullable String check) {}
