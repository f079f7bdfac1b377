package id.gerbang.radius.event;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access events as lines of the log, at most so many a second: during a storm the log says how many
 * more there are, and {@code access_event} has them all. One thread.
 */
final class EventLines {

  private static final Logger log = LoggerFactory.getLogger("gerbang.access");
  static final int A_SECOND = 500;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongFunction<String> routerName;
  private long secondBegan = System.nanoTime();
  private int written;
  private long leftOut;

  EventLines(LongFunction<String> routerName) {
    this.routerName = routerName;
  }

  /**
   * @param more how many there were beside these
   */
  void write(List<AccessEvent> events, long more, long nowNanos) {
    if (nowNanos - secondBegan >= SECOND_NANOS) {
      closeSecond();
      secondBegan = nowNanos;
    }
    int fitting = Math.min(events.size(), A_SECOND - written);
    events.subList(0, fitting).forEach(this::write);
    written += fitting;
    leftOut += more + events.size() - fitting;
  }

  private void closeSecond() {
    if (leftOut > 0) {
      log.info("and {} more, in access_event", leftOut);
    }
    written = 0;
    leftOut = 0;
  }

  private void write(AccessEvent event) {
    log.info("{}", line(event, routerName.apply(event.routerId())));
  }

  /** {@code accept user=budi router=BRAS-01 reason=ACTIVE session=… station=… ip=… detail}. */
  static String line(AccessEvent event, String router) {
    StringBuilder line = new StringBuilder(160).append(event.answer());
    add(line, "user", event.username());
    add(line, "router", router);
    add(line, "reason", event.reason().name());
    event.cause().ifPresent(cause -> add(line, "cause", cause.name()));
    addKnown(line, "session", event.acctSessionId());
    addKnown(line, "station", event.callingStationId());
    addKnown(line, "ip", event.framedIp().orElse(""));
    if (!event.detail().isEmpty()) {
      line.append(' ').append(event.detail());
    }
    return line.toString();
  }

  private static void addKnown(StringBuilder line, String key, String value) {
    if (!value.isEmpty()) {
      add(line, key, value);
    }
  }

  /** Quoted where it could be read as more than one value; what others typed never ends a line. */
  private static void add(StringBuilder line, String key, String value) {
    line.append(' ').append(key).append('=');
    if (!value.isEmpty() && value.chars().allMatch(EventLines::isPlain)) {
      line.append(value);
      return;
    }
    line.append('"');
    value
        .chars()
        .forEach(
            character -> {
              if (character == '"' || character == '\\') {
                line.append('\\').append((char) character);
              } else if (Character.isISOControl(character)) {
                line.append(String.format("\\x%02x", character));
              } else {
                line.append((char) character);
              }
            });
    line.append('"');
  }

  private static boolean isPlain(int character) {
    return character > ' '
        && character != '"'
        && character != '='
        && character != '\\'
        && !Character.isISOControl(character);
  }
}
