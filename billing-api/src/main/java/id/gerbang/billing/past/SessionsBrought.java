package id.gerbang.billing.past;

import id.gerbang.billing.http.Json;
import id.gerbang.billing.past.PastSessionDao.Known;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Sessions on their way in. */
final class SessionsBrought {

  /** The second that an id counts from, and how many ids a second has: see the table. */
  private static final long COUNTED_FROM = 10_000_000_000L;

  private static final long OF_A_SECOND = 1_000_000;

  private final long importId;
  private final ZoneId zone;
  private final Keeping keeping;
  private final Instant from;
  private final Tally tally;
  private int came;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;

  SessionsBrought(long importId, ZoneId zone, Keeping keeping, Instant now, Tally tally) {
    this.importId = importId;
    this.zone = zone;
    this.keeping = keeping;
    from = keeping.from(now);
    this.tally = tally;
  }

  /** A session as it is sent to the database; public, so that it becomes JSON. */
  public record Told(
      int n,
      long id,
      @Nullable Long subscriptionId,
      @Nullable Long routerId,
      String account,
      String username,
      String acctSessionId,
      @Nullable String nas,
      @Nullable String nasPortId,
      @Nullable String framedIp,
      @Nullable String framedPrefix,
      @Nullable String delegatedPrefix,
      @Nullable String callingStationId,
      Instant startedAt,
      Instant stoppedAt,
      long seconds,
      long inputOctets,
      long outputOctets,
      @Nullable String cause) {}

  /** What a day has of one; public, so that it becomes JSON. */
  public record Used(
      long sessionId,
      long subscriptionId,
      String username,
      @Nullable Long routerId,
      LocalDate day,
      long inputOctets,
      long outputOctets) {}

  void keep(Handle handle, List<PastSession> sessions) {
    PastSessionDao dao = handle.attach(PastSessionDao.class);
    List<PastSession> young = sessions.stream().filter(this::isKept).toList();
    List<Long> numbers = dao.numbers(young.size());
    List<Told> asked = new ArrayList<>();
    for (int i = 0; i < young.size(); i++) {
      asked.add(told(i, numbers.get(i), young.get(i), Optional.empty()));
    }
    List<Told> ours = new ArrayList<>();
    for (Known known : dao.known(Json.text(asked))) {
      if (known.subscriptionId().isEmpty()) {
        tally.leftOut("sessions are of accounts that are not here", 1);
      } else if (known.heard()) {
        tally.leftOut("sessions were told here by their routers too: not taken again", 1);
      } else {
        PastSession session = young.get(known.n());
        ours.add(told(known.n(), numbers.get(known.n()), session, Optional.of(known)));
      }
    }
    Set<Long> kept = new HashSet<>(dao.insert(importId, Json.text(ours)));
    List<Used> used = new ArrayList<>();
    for (Told it : ours) {
      if (kept.contains(it.id())) {
        PastSession session = young.get(it.n());
        first = earlier(first, it.startedAt());
        last = later(last, it.stoppedAt());
        DayShare.of(session, zone).forEach(share -> used.add(used(it, share)));
      }
    }
    dao.insertUse(importId, Json.text(used));
    came += kept.size();
    tally.leftOut("sessions are here already", ours.size() - kept.size());
  }

  private boolean isKept(PastSession session) {
    if (session.startedAt().isBefore(Keeping.NO_EARLIER)) {
      tally.leftOut("sessions tell no time that is known how to read: not taken", 1);
    } else if (session.startedAt().isBefore(from)) {
      tally.leftOut(
          "sessions began before %s and are not taken: %d months of them are kept"
              .formatted(LocalDate.ofInstant(from, ZoneOffset.UTC), keeping.months()),
          1);
    }
    return !session.startedAt().isBefore(from);
  }

  private static Told told(int n, long number, PastSession it, Optional<Known> known) {
    PastSession.Place place = it.place();
    return new Told(
        n,
        (it.startedAt().getEpochSecond() - COUNTED_FROM) * OF_A_SECOND + number,
        known.flatMap(Known::subscriptionId).orElse(null),
        known.flatMap(Known::routerId).orElse(null),
        it.account(),
        it.username(),
        it.acctSessionId(),
        it.nas().orElse(null),
        place.nasPortId().orElse(null),
        place.framedIp().orElse(null),
        place.framedIpv6Prefix().orElse(null),
        place.delegatedIpv6Prefix().orElse(null),
        place.callingStationId().orElse(null),
        it.startedAt(),
        it.stoppedAt(),
        it.time().toSeconds(),
        it.inputOctets(),
        it.outputOctets(),
        it.terminateCause().orElse(null));
  }

  private static Used used(Told it, DayShare share) {
    return new Used(
        it.id(),
        Objects.requireNonNull(it.subscriptionId()),
        it.username(),
        it.routerId(),
        share.day(),
        share.inputOctets(),
        share.outputOctets());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  Optional<String> words() {
    return came == 0
        ? Optional.empty()
        : Optional.of(
            "%d sessions from %s to %s come along: lists of sessions, of who had an address and of what was used answer about them"
                .formatted(
                    came, LocalDate.ofInstant(first, zone), LocalDate.ofInstant(last, zone)));
  }
}
