package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log why a sender was met with silence, at most once a minute for each reason. */
final class Complaints {

  private static final Logger log = LoggerFactory.getLogger(Complaints.class);
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int CAPACITY = 10_000;

  private final Map<About, Long> last = new ConcurrentHashMap<>();

  private record About(InetAddress sender, Reason reason) {}

  void about(InetAddress sender, Reason reason) {
    long now = System.nanoTime();
    About about = new About(sender, reason);
    Long before = last.get(about);
    if (before != null && now - before < PAUSE_NANOS) {
      return;
    }
    if (last.size() >= CAPACITY) {
      last.clear();
    }
    last.put(about, now);
    log.warn("no answer to {}: {}", sender.getHostAddress(), reason.words(Locale.ENGLISH));
  }
}
