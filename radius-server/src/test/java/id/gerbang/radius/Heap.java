package id.gerbang.radius;

import java.lang.management.ManagementFactory;

/** What lives on the heap, for tests that run alone. */
public final class Heap {

  private Heap() {}

  /** Octets in use once what is garbage has gone. */
  public static long used() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }
}
