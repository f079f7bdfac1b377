package id.gerbang.billing.watch;

import id.gerbang.billing.watch.ListedSession.Rate;
import id.gerbang.routeros.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what a look told. What it did not read to the end is left as it was. */
final class LookWrites {

  /** For so long a session is remembered that is gone. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final LookDao dao;
  private final long routerId;
  private final Look look;

  LookWrites(LookDao dao, long routerId, Look look) {
    this.dao = dao;
    this.routerId = routerId;
    this.look = look;
  }

  /** In one transaction: radius reads the sessions by the times that stand beside them. */
  void write() {
    Optional<LookRow> known = dao.find(routerId);
    if (known.map(row -> row.lookedAt().isAfter(look.at())).orElse(false)) {
      return;
    }
    Optional<Instant> before = known.map(LookRow::interfacesAt);
    // Another device in its place lists other sessions, and none of the router's.
    boolean same = !look.reached() || isSameDevice();
    Optional<Look.Reading> sessions = look.of(Menu.SESSIONS).filter(any -> same);
    // What a queue is to be compared with is among the sessions of the same look.
    Optional<Look.Reading> queues = sessions.flatMap(both -> look.of(Menu.QUEUES));
    Optional<Look.Reading> interfaces = look.of(Menu.INTERFACES).filter(any -> same);
    dao.put(
        routerId,
        look.at(),
        look.reached() ? "reached" : "unreachable",
        look.why().orElse(null),
        look.one(Menu.IDENTITY, "name").orElse(null),
        look.bootedAt().orElse(null),
        ofResource("cpu-load").map(Long::intValue).orElse(null),
        ofResource("free-memory").orElse(null),
        ofResource("total-memory").orElse(null),
        sessions.map(Look.Reading::at).orElse(null),
        queues.map(Look.Reading::at).orElse(null),
        interfaces.map(Look.Reading::at).orElse(null));
    sessions.ifPresent(reading -> sessions(reading, queues));
    interfaces.ifPresent(reading -> interfaces(reading, before));
  }

  private boolean isSameDevice() {
    return dao.device(
        routerId,
        look.at(),
        look.one(Menu.RESOURCE, "version").orElse(null),
        look.one(Menu.RESOURCE, "board-name").orElse(null),
        look.one(Menu.LICENCE, "nlevel").or(() -> look.one(Menu.LICENCE, "level")).orElse(null),
        look.uptime().map(Duration::toSeconds).orElse(null),
        look.one(Menu.BOARD, "serial-number").orElse(null));
  }

  private Optional<Long> ofResource(String property) {
    return look.one(Menu.RESOURCE, property).flatMap(LookWrites::number);
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private void sessions(Look.Reading reading, Optional<Look.Reading> queues) {
    List<ListedSession> sessions = ListedSession.of(reading);
    List<String> usernames = each(sessions, ListedSession::username);
    List<String> ids = each(sessions, ListedSession::acctSessionId);
    dao.sessionsGone(routerId, reading.at(), usernames, ids);
    dao.forgetSessions(routerId, reading.at().minus(REMEMBERED));
    dao.putSessions(
        routerId,
        usernames,
        ids,
        each(sessions, ListedSession::service),
        each(sessions, ListedSession::callerId),
        each(sessions, ListedSession::address),
        each(sessions, ListedSession::byRadius),
        each(sessions, session -> session.beganAt() == null ? null : session.beganAt().toString()));
    if (queues.isPresent()) {
      Map<ListedSession, Rate> rates = ListedSession.rates(sessions, queues.get());
      dao.putRates(
          routerId,
          usernames,
          ids,
          each(
              sessions, session -> rates.containsKey(session) ? rates.get(session).upload() : null),
          each(
              sessions,
              session -> rates.containsKey(session) ? rates.get(session).download() : null));
    }
  }

  private void interfaces(Look.Reading reading, Optional<Instant> before) {
    List<Row> rows = reading.rows().stream().filter(row -> row.get("name").isPresent()).toList();
    List<String> names = each(rows, row -> row.get("name").orElse(""));
    Long millis =
        before
            .map(from -> Duration.between(from, reading.at()).toMillis())
            .filter(time -> time > 0)
            .orElse(null);
    dao.forgetInterfaces(routerId, names);
    dao.putInterfaces(
        routerId,
        millis,
        names,
        each(rows, row -> row.get("type").orElse("")),
        each(rows, row -> row.isTrue("running")),
        each(rows, row -> row.get("rx-byte").flatMap(LookWrites::number).orElse(null)),
        each(rows, row -> row.get("tx-byte").flatMap(LookWrites::number).orElse(null)));
  }

  private static <T, R extends @Nullable Object> List<R> each(List<T> of, Function<T, R> what) {
    return of.stream().map(what).toList();
  }
}
