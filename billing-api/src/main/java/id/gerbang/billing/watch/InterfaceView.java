package id.gerbang.billing.watch;

import org.jspecify.annotations.Nullable;

/**
 * An interface of a router.
 *
 * @param rxRate bit/s that it received on average between the last two readings; null: not known
 */
public record InterfaceView(
    String name, String type, boolean running, @Nullable Long rxRate, @Nullable Long txRate) {}
