package id.gerbang.radius.admission;

import id.gerbang.core.access.Grant;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.event.AccessEvent;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.SessionMerge;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Accepts that no Start and no Interim has followed yet. After 30 s each is a finding: the customer
 * was let in and is not online. Told once an hour and subscriber; of a router that has accounted
 * for nobody yet one login an hour is awaited, for there it is the router and not the customer. At
 * most 100,000 are awaited at once, more are counted.
 */
public final class AwaitedStarts {

  /** What a finding is called among the answers. */
  public static final String NO_START = "no-start";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long QUIET_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int MAX = 100_000;
  private static final long START = 1;
  private static final long INTERIM = 3;

  private final Map<Place, Awaited> awaited = new ConcurrentHashMap<>();
  private final Set<Long> accountingRouters = ConcurrentHashMap.newKeySet();

  /** Since when a login of a router that does not account is awaited, or was; by nanoTime. */
  private final Map<Long, Long> silentRouters = new ConcurrentHashMap<>();

  private final Map<Long, Long> toldOldestFirst = new LinkedHashMap<>();
  private final AccessEvents events;
  private final Counters counters;
  private final Clock clock;
  private final LongSupplier nanoTime;

  private record Place(long routerId, long subscriberId, Station station) {}

  private record Awaited(AccessEvent accept, String causes, long until) {}

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  AwaitedStarts(AccessEvents events, Counters counters, Clock clock, LongSupplier nanoTime) {
    this.events = events;
    this.counters = counters;
    this.clock = clock;
    this.nanoTime = nanoTime;
    counters.gauge("gerbang_radius_starts_awaited", awaited::size);
  }

  /** An Accept leaves. */
  public void accepted(
      Router router, RadiusPacket request, AccessEvent accept, Grant grant, Method method) {
    if (router.id() == Router.TRY_ID || accept.subscriberId() == AccessEvent.NOBODY) {
      return;
    }
    boolean accounts = accountingRouters.contains(router.id());
    if (!accounts && !isAwaitedOfSilent(router.id())) {
      return;
    }
    if (awaited.size() >= MAX) {
      counters.count("gerbang_radius_starts_unawaited_total");
      return;
    }
    awaited.putIfAbsent(
        new Place(router.id(), accept.subscriberId(), Station.of(request)),
        new Awaited(
            accept,
            causes(request, grant, method, accounts),
            nanoTime.getAsLong() + PATIENCE_NANOS));
  }

  private boolean isAwaitedOfSilent(long routerId) {
    long now = nanoTime.getAsLong();
    Long before = silentRouters.get(routerId);
    if (before != null && now - before <= QUIET_NANOS) {
      return false;
    }
    silentRouters.put(routerId, now);
    return true;
  }

  /** A genuine Accounting-Request came in. */
  public void heard(Router router, RadiusPacket request) {
    accountingRouters.add(router.id());
    long status = request.integer(Attribute.ACCT_STATUS_TYPE, 0);
    if (awaited.isEmpty() || (status != START && status != INTERIM)) {
      return;
    }
    Duration lasted = Duration.ofSeconds(request.integer(Attribute.ACCT_SESSION_TIME, 0));
    request
        .text(Attribute.CLASS)
        .map(ClassCodec::claimedSubscriber)
        .ifPresent(
            id ->
                id.ifPresent(
                    subscriber ->
                        begun(new Place(router.id(), subscriber, Station.of(request)), lasted)));
  }

  /** A session is there, by whichever node it was heard. */
  void reported(OpenSession session) {
    accountingRouters.add(session.routerId());
    if (!awaited.isEmpty()) {
      begun(
          new Place(session.routerId(), session.subscriberId(), Station.of(session)),
          Duration.between(session.begunAt(), clock.instant()));
    }
  }

  /**
   * A session that is older than the Accept is not what came of it. Where clocks leave it in doubt
   * it is: better nothing is told than what is not so.
   */
  private void begun(Place place, Duration ago) {
    long latest = nanoTime.getAsLong() - ago.minus(SessionMerge.SAME_START).toNanos();
    awaited.computeIfPresent(
        place, (same, accept) -> accept.until() - PATIENCE_NANOS - latest > 0 ? accept : null);
  }

  /** Tells of those whose time is over; by one thread. */
  void tell() {
    long now = nanoTime.getAsLong();
    toldOldestFirst.values().removeIf(told -> now - told > QUIET_NANOS);
    awaited.forEach(
        (place, accept) -> {
          if (accept.until() - now <= 0 && awaited.remove(place, accept)) {
            found(place, accept, now);
          }
        });
  }

  private void found(Place place, Awaited awaited, long now) {
    counters.count(
        "gerbang_radius_accepts_without_start_total{router=\"" + place.routerId() + "\"}");
    if (toldOldestFirst.size() >= MAX || toldOldestFirst.containsKey(place.subscriberId())) {
      return;
    }
    toldOldestFirst.put(place.subscriberId(), now);
    AccessEvent accept = awaited.accept();
    events.note(
        new AccessEvent(
            clock.instant(),
            accept.routerId(),
            accept.subscriberId(),
            accept.username(),
            NO_START,
            accept.reason(),
            Optional.empty(),
            accept.acctSessionId(),
            accept.callingStationId(),
            accept.framedIp(),
            awaited.causes()));
  }

  /**
   * What may be wrong, likeliest first: a static address that is taken, a pool that the router does
   * not have, a secret of its own that a login by CHAP does not need, accounting that is off.
   */
  private static String causes(RadiusPacket request, Grant grant, Method method, boolean accounts) {
    List<String> causes = new ArrayList<>();
    if (grant.framedIp().isPresent()) {
      causes.add("address-taken");
    }
    if (grant.framedPool().isPresent()) {
      causes.add("pool-missing");
    }
    if (method != Method.PAP && !request.has(Attribute.MESSAGE_AUTHENTICATOR)) {
      causes.add("wrong-secret");
    }
    causes.add(accounts ? causes.size() : 0, "accounting-off");
    return "causes=" + String.join(",", causes);
  }
}
