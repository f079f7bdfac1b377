package id.gerbang.radius.accounting;

import id.gerbang.core.access.GrantTimes;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a router may say nothing of a session before that means something: three interims, the
 * longest that any of its sessions was told. A session keeps what it was told at its login, so what
 * was longer before a plan was changed is remembered while the session is open.
 *
 * <p>A start knows only what the directory says now: a session that was told a longer interval by a
 * plan of before may be ended between two interims. Its next one opens it again, and shows how
 * rarely it speaks, which is remembered like what it was told.
 */
final class LongestSilences {

  private final OpenSessions sessions;
  private final SubscriberDirectory directory;

  /** Of sessions that were told longer intervals than ours. */
  private Map<SessionKey, Duration> longer = new HashMap<>();

  LongestSilences(OpenSessions sessions, SubscriberDirectory directory) {
    this.sessions = sessions;
    this.directory = directory;
  }

  /** A router that is not in it was told ours alone. */
  Map<Long, Duration> byRouter() {
    Map<SessionKey, Duration> now = new HashMap<>();
    Map<Long, Duration> routers = new HashMap<>();
    for (OpenSession session : sessions.all()) {
      Duration silence =
          longest(sessions.silence(session, entitled(session)), longer.get(session.key()));
      if (silence.compareTo(GrantTimes.SHORTEST_SILENCE) > 0) {
        now.put(session.key(), silence);
        routers.merge(session.routerId(), silence, LongestSilences::longest);
      }
    }
    longer = now;
    return routers;
  }

  private Duration entitled(OpenSession session) {
    return directory
        .find(session.subscriberId())
        .map(known -> GrantTimes.silence(known.entitlement().attributes()))
        .orElse(GrantTimes.SHORTEST_SILENCE);
  }

  private static Duration longest(Duration one, @Nullable Duration other) {
    return Optional.ofNullable(other).filter(it -> it.compareTo(one) > 0).orElse(one);
  }
}
