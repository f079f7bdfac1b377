package id.gerbang.radius.ops;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access events as lines of the log, at most so many a second: during a storm the log says how many
 * more there are, and {@code access_event} has them all. One thread.
 */
final class EventLines {

  private static final Logger log = LoggerFactory.getLogger("gerbang.access");
  private static final int A_SECOND = 500;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long secondBegan = System.nanoTime();
  private int written;
  private long leftOut;

  void write(List<AccessEvent> events, long nowNanos) {
    if (nowNanos - secondBegan >= SECOND_NANOS) {
      closeSecond();
      secondBegan = nowNanos;
    }
    int fitting = Math.min(events.size(), A_SECOND - written);
    events.subList(0, fitting).forEach(EventLines::write);
    written += fitting;
    leftOut += events.size() - fitting;
  }

  private void closeSecond() {
    if (leftOut > 0) {
      log.info("and {} more, in access_event", leftOut);
    }
    written = 0;
    leftOut = 0;
  }

  private static void write(AccessEvent event) {
    log.info(
        "{} user={} router={} reason={}{} session={} {}",
        event.answer(),
        event.username(),
        event.routerId(),
        event.reason(),
        event.cause().map(cause -> " cause=" + cause).orElse(""),
        event.acctSessionId(),
        event.detail());
  }
}
