package id.gerbang.app;

import id.gerbang.billing.AdminPart;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;

/** The process itself on the admin port: memory, garbage collection, threads. */
final class ProcessPart implements AdminPart {

  @Override
  public String metrics() {
    StringBuilder text = new StringBuilder();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    family(text, "jvm_memory_used_bytes", "gauge", "Memory of the JVM in use.");
    sample(text, "jvm_memory_used_bytes{area=\"heap\"}", heap.getUsed());
    sample(text, "jvm_memory_used_bytes{area=\"nonheap\"}", other.getUsed());
    family(text, "jvm_memory_max_bytes", "gauge", "What the heap may grow to.");
    sample(text, "jvm_memory_max_bytes{area=\"heap\"}", heap.getMax());
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    family(text, "jvm_gc_runs_total", "counter", "Garbage collections.");
    for (GarbageCollectorMXBean collector : collectors) {
      sample(
          text,
          "jvm_gc_runs_total{gc=\"" + collector.getName() + "\"}",
          collector.getCollectionCount());
    }
    family(text, "jvm_gc_seconds_total", "counter", "Time spent collecting garbage.");
    for (GarbageCollectorMXBean collector : collectors) {
      text.append("jvm_gc_seconds_total{gc=\"").append(collector.getName()).append("\"} ");
      text.append(collector.getCollectionTime() / 1e3).append('\n');
    }
    family(text, "jvm_direct_bytes", "gauge", "Memory outside the heap that Java's buffers hold.");
    sample(
        text,
        "jvm_direct_bytes",
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum());
    family(text, "jvm_threads", "gauge", "Threads.");
    sample(text, "jvm_threads", ManagementFactory.getThreadMXBean().getThreadCount());
    family(text, "process_start_time_seconds", "gauge", "When the process began, since 1970.");
    sample(
        text,
        "process_start_time_seconds",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1_000);
    return text.toString();
  }

  private static void family(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void sample(StringBuilder text, String name, long value) {
    text.append(name).append(' ').append(value).append('\n');
  }

  @Override
  public Map<String, String> readiness() {
    return Map.of();
  }
}
