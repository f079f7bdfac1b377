package id.gerbang.billing.watch;

import id.gerbang.billing.router.RouterTimes;
import id.gerbang.routeros.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session as a router's {@code /ppp/active} has it.
 *
 * @param acctSessionId as its accounting names it (mikrotik-radius, section 2.2); empty where the
 *     router does not say it
 * @param beganAt by its uptime; null: not told
 */
record ListedSession(
    String username,
    String acctSessionId,
    String service,
    String callerId,
    String address,
    boolean byRadius,
    @Nullable Instant beganAt) {

  /** What a queue lets through, in bit/s. */
  record Rate(long upload, long download) {}

  private static final String HEXADECIMAL = "0x";

  static List<ListedSession> of(Look.Reading reading) {
    Map<List<String>, ListedSession> sessions = new LinkedHashMap<>();
    for (Row row : reading.rows()) {
      ListedSession session = of(row, reading.at());
      sessions.put(List.of(session.username, session.acctSessionId), session);
    }
    return List.copyOf(sessions.values());
  }

  private static ListedSession of(Row row, Instant at) {
    return new ListedSession(
        text(row, "name"),
        idOf(row),
        text(row, "service"),
        text(row, "caller-id"),
        text(row, "address"),
        row.isTrue("radius"),
        row.get("uptime").flatMap(RouterTimes::duration).map(at::minus).orElse(null));
  }

  /** As accounting has it: without {@code 0x}, in lower case. */
  static String idOf(Row row) {
    String id = text(row, "session-id").toLowerCase(Locale.ROOT);
    return id.startsWith(HEXADECIMAL) ? id.substring(HEXADECIMAL.length()) : id;
  }

  /** PostgreSQL has no NUL in a text. */
  private static String text(Row row, String property) {
    return row.get(property).orElse("").replace("\0", "");
  }

  /**
   * What the queue of each session lets through, as far as it is known. RouterOS names a queue
   * after its session's interface, so where a name has several sessions nobody can tell whose it
   * is.
   */
  static Map<ListedSession, Rate> rates(List<ListedSession> sessions, Look.Reading queues) {
    Map<String, Rate> byQueue = new HashMap<>();
    for (Row row : queues.rows()) {
      if (row.isTrue("dynamic")) {
        row.get("max-limit")
            .flatMap(ListedSession::rate)
            .ifPresent(rate -> byQueue.put(row.get("name").orElse(""), rate));
      }
    }
    Map<String, Integer> ofName = new HashMap<>();
    sessions.forEach(session -> ofName.merge(session.username, 1, Integer::sum));
    Map<ListedSession, Rate> rates = new HashMap<>();
    for (ListedSession session : sessions) {
      Rate rate = byQueue.get(session.queue());
      if (rate != null && ofName.getOrDefault(session.username, 0) == 1) {
        rates.put(session, rate);
      }
    }
    return rates;
  }

  private String queue() {
    return "<" + service + "-" + username + ">";
  }

  /** Upload first, as the router receives it: {@code 5000000/10000000} or {@code 5M/10M}. */
  private static Optional<Rate> rate(String text) {
    String[] both = text.split("/", -1);
    if (both.length != 2) {
      return Optional.empty();
    }
    Optional<Long> upload = bits(both[0]);
    return upload.flatMap(up -> bits(both[1]).map(down -> new Rate(up, down)));
  }

  private static Optional<Long> bits(String text) {
    if (!text.matches("[0-9]{1,12}[kMG]?")) {
      return Optional.empty();
    }
    int last = text.length() - 1;
    return Optional.of(
        switch (text.charAt(last)) {
          case 'k' -> Long.parseLong(text.substring(0, last)) * 1_000;
          case 'M' -> Long.parseLong(text.substring(0, last)) * 1_000_000;
          case 'G' -> Long.parseLong(text.substring(0, last)) * 1_000_000_000;
          default -> Long.parseLong(text);
        });
  }
}
