package id.gerbang.billing.report;

import id.gerbang.billing.report.ExplanationDao.Live;
import id.gerbang.billing.report.Story.Chapter;
import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.session.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The open sessions of a username: where, since when, and whether they hold what they should. */
final class SessionChapter {

  private final Words words;
  private final Instant now;

  SessionChapter(Words words, Instant now) {
    this.words = words;
    this.now = now;
  }

  Chapter of(
      Entitlement entitlement,
      List<RouterRow> routers,
      List<Live> sessions,
      Optional<Instant> lastEnd) {
    List<String> sentences = new ArrayList<>();
    for (Live session : sessions) {
      Optional<RouterRow> router =
          routers.stream().filter(row -> row.id() == session.routerId()).findFirst();
      sentences.add(where(session, router));
      sentences.add(
          words.say(
              "session.usage",
              words.bytes(session.downloadOctets()),
              words.bytes(session.uploadOctets()),
              words.moment(session.updatedAt())));
      sentences.addAll(holds(entitlement, session, router));
    }
    if (sessions.isEmpty()) {
      sentences.add(
          lastEnd
              .map(end -> words.say("session.last", words.moment(end)))
              .orElseGet(() -> words.say("session.none")));
    }
    return new Chapter(words.say("chapter.sessions"), sentences);
  }

  private String where(Live session, Optional<RouterRow> router) {
    return words.say(
        session.framedIp().isPresent() ? "session.live" : "session.live.no_address",
        router.map(RouterRow::name).orElse("?"),
        words.moment(session.startedAt()),
        words.duration(Duration.between(session.startedAt(), now)),
        session.framedIp().map(address -> address.getHostAddress()).orElse(""));
  }

  private List<String> holds(Entitlement entitlement, Live session, Optional<RouterRow> router) {
    if (router.isEmpty() || router.get().archived()) {
      return List.of(words.say("session.no_router"));
    }
    Optional<Granted> granted = Granted.parse(session.granted());
    if (granted.isEmpty()) {
      return List.of(words.say("session.unknown"));
    }
    Optional<String> difference =
        difference(granted.get(), AccessPolicy.decide(entitlement, router.get().policy(), now));
    return difference
        .map(
            key ->
                List.of(
                    words.say(key),
                    words.say("session.granted", words.reason(granted.get().reason()))))
        .orElseGet(() -> List.of(words.say("session.agrees")));
  }

  /** Compared by meaning, as convergence does: the live part, then what costs a redial. */
  private static Optional<String> difference(Granted granted, Decision decision) {
    if (!(decision instanceof Decision.Accept accept)) {
      return Optional.of("session.to_end");
    }
    Granted entitled = Granted.of(accept.reason(), accept.grant());
    if (!granted.becomesLive(entitled)) {
      return Optional.of("session.redial_differs");
    }
    return granted.live() == entitled.live()
        ? Optional.empty()
        : Optional.of("session.live_differs");
  }
}
