package id.gerbang.billing.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * How many people may wait for a gateway at once: fewer than it takes calls, so that what it told
 * is never confirmed behind them.
 */
final class Places {

  private static final int AT_ONCE = 4;

  private final Map<String, Semaphore> byGateway = new ConcurrentHashMap<>();

  /** Answers whether there was a place, and so whether it was run. */
  boolean run(String gateway, Runnable call) {
    Semaphore places = byGateway.computeIfAbsent(gateway, none -> new Semaphore(AT_ONCE));
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      call.run();
      return true;
    } finally {
      places.release();
    }
  }
}
