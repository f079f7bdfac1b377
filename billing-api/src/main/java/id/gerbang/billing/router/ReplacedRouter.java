package id.gerbang.billing.router;

/**
 * A router whose device is another one now.
 *
 * @param sessionsEnded how many the old device had open: they end at their last contact
 */
public record ReplacedRouter(RouterView router, long sessionsEnded) {}
