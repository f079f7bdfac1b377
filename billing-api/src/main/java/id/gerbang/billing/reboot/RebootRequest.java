package id.gerbang.billing.reboot;

import org.jspecify.annotations.Nullable;

/**
 * A router is to be rebooted.
 *
 * @param confirm that the warning with the number of customers online has been read
 */
public record RebootRequest(@Nullable Boolean confirm) {}
