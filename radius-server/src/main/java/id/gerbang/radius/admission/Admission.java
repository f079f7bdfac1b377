package id.gerbang.radius.admission;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Entitlement.OnLimit;
import id.gerbang.core.access.Entitlement.SessionRules;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.radius.clock.Timepiece;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a login whose password is right, of a subscriber who is entitled, may begin a session:
 * from this device, beside the sessions that are there. One that may holds its place until the
 * Start; one that is let in leaves its traces. {@code gerbang try} leaves none.
 */
public final class Admission implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Admission.class);
  private static final long TICK_MILLIS = 1_000;

  private final KnownStations stations = new KnownStations();
  private final Reservations reservations;
  private final MacLock macs;
  private final GuardedPasswords passwords;
  private final SessionLimits limits;
  private final AwaitedStarts starts;
  private final ReservationExchange exchange;
  private final RouterRegistry routers;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "admission"));

  public Admission(
      SubscriberDirectory directory,
      RouterRegistry routers,
      OpenSessions sessions,
      AccessEvents events,
      DataSource database,
      Counters counters,
      Timepiece clock) {
    this.routers = routers;
    reservations = new Reservations(counters, clock::nanoTime);
    macs = new MacLock(directory.macs());
    passwords =
        new GuardedPasswords(stations, sessions, directory.macs(), counters, clock::nanoTime);
    limits = new SessionLimits(directory, routers, sessions, reservations, counters, clock);
    starts = new AwaitedStarts(events, counters, clock, clock::nanoTime);
    exchange = new ReservationExchange(database, reservations, counters, clock::nanoTime);
  }

  /** What is said of a login. */
  public sealed interface Answer permits Refusal, HeldPlace {}

  /** Why it may not begin a session. */
  public record Refusal(Reason reason, String detail) implements Answer {}

  public void start() {
    exchange.start();
    thread.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  public GuardedPasswords passwords() {
    return passwords;
  }

  public SessionLimits limits() {
    return limits;
  }

  public AwaitedStarts starts() {
    return starts;
  }

  /**
   * Its place, when it may. Then it is {@link #accepted}, or {@link #givenUp} for what else stands
   * against it.
   *
   * @param place the router itself, or the one that a trial is about
   * @param grant what it would get
   */
  public Answer ask(
      Router router,
      Router place,
      RadiusPacket request,
      Station station,
      Entitlement entitlement,
      Grant grant) {
    Optional<Refusal> against = wrongRouter(place, entitlement);
    if (against.isEmpty()) {
      against = addressInUse(place, grant, entitlement, station);
    }
    if (against.isEmpty()) {
      against = wrongMac(entitlement, station);
    }
    return against.isPresent() ? against.get() : placeOf(router, request, station, entitlement);
  }

  /** Who belongs to one router is let in there alone. */
  private Optional<Refusal> wrongRouter(Router place, Entitlement entitlement) {
    Optional<Long> own = entitlement.sessions().router();
    if (own.isEmpty() || own.get() == place.id() || place.id() == Router.TRY_ID) {
      return Optional.empty();
    }
    String allowed = routers.find(own.get()).map(Router::name).orElse("none");
    return Optional.of(
        new Refusal(Reason.WRONG_ROUTER, "router=" + place.name() + " allowed=" + allowed));
  }

  /** A static address is one subscriber's: who had it before is told to go meanwhile. */
  private Optional<Refusal> addressInUse(
      Router place, Grant grant, Entitlement entitlement, Station station) {
    if (grant.framedIp().isEmpty()) {
      return Optional.empty();
    }
    return limits
        .holder(grant.framedIp().get(), entitlement, station, place.id())
        .map(
            session ->
                new Refusal(
                    Reason.ADDRESS_IN_USE,
                    "address="
                        + session.framedIp().orElse("")
                        + " of="
                        + session.key().username()
                        + " router="
                        + routers.find(session.routerId()).map(Router::name).orElse("none")
                        + " session="
                        + session.key().acctSessionId()));
  }

  private Answer placeOf(
      Router router, RadiusPacket request, Station station, Entitlement entitlement) {
    SessionRules rules = entitlement.sessions();
    if (!holdsPlaces(rules)) {
      return HeldPlace.NONE;
    }
    boolean trial = router.id() == Router.TRY_ID;
    Optional<HeldPlace> place = place(entitlement, Device.of(request, router.id(), station), trial);
    return place.isPresent()
        ? place.get()
        : new Refusal(Reason.TOO_MANY_SESSIONS, "limit=" + rules.sharedUsers());
  }

  /**
   * It is let in, as nothing else stands against it: its station is known from now on, and other
   * nodes hear of its place.
   *
   * @return why it is not after all: of two devices at once, each the first, only one is
   */
  public Optional<Refusal> accepted(
      Router router, HeldPlace place, Station station, Entitlement entitlement, Instant now) {
    if (router.id() == Router.TRY_ID) {
      return Optional.empty();
    }
    if (!macs.learn(entitlement, station, now)) {
      givenUp(place);
      return wrongMac(entitlement, station);
    }
    stations.add(entitlement.subscriberId(), station);
    if (place != HeldPlace.NONE) {
      exchange.tell(place.subscriberId(), place.device());
    }
    return Optional.empty();
  }

  /** It is not let in: the place that it holds is free again. */
  public void givenUp(HeldPlace place) {
    if (place != HeldPlace.NONE) {
      reservations.giveUp(place);
    }
  }

  private static boolean holdsPlaces(SessionRules rules) {
    return rules.sharedUsers() > 0 && rules.onLimit() == OnLimit.REFUSE;
  }

  private Optional<Refusal> wrongMac(Entitlement entitlement, Station station) {
    return macs.against(entitlement, station).map(detail -> new Refusal(Reason.WRONG_MAC, detail));
  }

  /** Holds the place that it finds, unless it only tries. */
  private Optional<HeldPlace> place(Entitlement entitlement, Device device, boolean trial) {
    long id = entitlement.subscriberId();
    SessionRules rules = entitlement.sessions();
    if (trial) {
      return limits.hasPlace(rules, id, device, reservations.devices(id))
          ? Optional.of(HeldPlace.NONE)
          : Optional.empty();
    }
    return reservations.hold(id, device, reserved -> limits.hasPlace(rules, id, device, reserved));
  }

  /** A report of a session was applied. */
  public void reported(OpenSession session) {
    limits.reported(session);
    starts.reported(session);
  }

  private void tick() {
    try {
      passwords.expire();
      reservations.expire();
      limits.expire();
      starts.tell();
    } catch (RuntimeException | Error e) {
      log.error("admission could not tidy, goes on", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    exchange.close();
  }
}
