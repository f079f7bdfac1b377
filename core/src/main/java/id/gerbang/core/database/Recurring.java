package id.gerbang.core.database;

import java.util.HashMap;
import java.util.Map;

/**
 * Values that recur from row to row, as the rate and the list of a plan do, each kept once: a
 * million subscribers have some dozens of them. Bounded: full, it begins anew. One thread.
 */
public final class Recurring {

  private static final int MOST = 10_000;

  private final Map<Object, Object> known = new HashMap<>();

  /** The equal value that was met first. */
  @SuppressWarnings("unchecked") // equal values are of the same class
  public <T> T one(T value) {
    if (known.size() >= MOST) {
      known.clear();
    }
    Object before = known.putIfAbsent(value, value);
    return before == null ? value : (T) before;
  }
}
