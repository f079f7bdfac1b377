package id.gerbang.radius.session;

import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import java.time.Instant;
import java.util.Optional;

/** Reports of one session as a router sends them, told apart by the seconds since it began. */
record Reports(
    Instant began, String classText, Optional<SessionClass> sessionClass, String framedIp) {

  static final SessionKey KEY = new SessionKey(1, "81000001", "budi");
  static final Instant BEGAN = Instant.parse("2026-11-22T10:00:00Z");
  static final Granted GRANTED = new Granted(Reason.ACTIVE, true, false, 11, 22);

  static Reports withClass(String login, Instant began) {
    return new Reports(
        began, "g1.c." + login, Optional.of(new SessionClass(12, login, GRANTED)), "10.0.0.2");
  }

  static Reports withoutClass(Instant began, String framedIp) {
    return new Reports(began, "", Optional.empty(), framedIp);
  }

  /** The same session, by a router whose clock was set meanwhile. */
  Reports clockSet(long seconds) {
    return new Reports(began.plusSeconds(seconds), classText, sessionClass, framedIp);
  }

  Reports withoutClass() {
    return withoutClass(began, framedIp);
  }

  SessionReport start() {
    return report(SessionReport.Kind.START, 0, Counters.ZERO, Optional.empty());
  }

  SessionReport interim(long seconds, long octets) {
    return report(SessionReport.Kind.INTERIM, seconds, counters(seconds, octets), Optional.empty());
  }

  SessionReport stop(long seconds, long octets, long cause) {
    return report(SessionReport.Kind.STOP, seconds, counters(seconds, octets), Optional.of(cause));
  }

  static Counters counters(long seconds, long octets) {
    return new Counters(seconds, octets, 10 * octets, octets / 1000, octets / 100);
  }

  /** The Start of a PPP session comes before its address is known. */
  private SessionReport report(
      SessionReport.Kind kind, long seconds, Counters counters, Optional<Long> cause) {
    Place place =
        new Place(
            Optional.of(framedIp).filter(ip -> kind != SessionReport.Kind.START),
            Optional.empty(),
            Optional.empty(),
            Optional.of("AA:BB:CC:00:00:01"),
            Optional.of("isp"),
            Optional.of("192.0.2.1"),
            Optional.of("BRAS-1"),
            Optional.of(15_728_641L),
            Optional.of("ether2"),
            Optional.of(15L));
    Instant at = began.plusSeconds(seconds);
    return new SessionReport(
        kind, KEY, classText, sessionClass, Optional.of(12L), place, counters, cause, at, at);
  }
}
