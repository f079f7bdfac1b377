package id.gerbang.radius.admission;

import id.gerbang.core.access.Entitlement;
import id.gerbang.radius.admission.GuessingLimits.Place;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.auth.PasswordCheck;
import id.gerbang.radius.auth.Proof;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.LearnedMacs;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.Subscriber;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The check of passwords behind the limits of guessing (P11). A login that is not looked at, or of
 * nobody, costs a check all the same: against a password that nobody has.
 *
 * <p>A station that logged in before is not kept out by what others guess: it has its twenty
 * guesses whatever they had. It has no more, since whoever knows its address can say that he is it.
 */
public final class GuardedPasswords {

  private final PasswordCheck passwords;
  private final Password nobodys;
  private final GuessingLimits limits;
  private final GuessingLimits limitsOfKnown;
  private final KnownStations stations;
  private final OpenSessions sessions;
  private final LearnedMacs macs;
  private final Counters counters;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  GuardedPasswords(
      KnownStations stations,
      OpenSessions sessions,
      LearnedMacs macs,
      Counters counters,
      LongSupplier nanoTime) {
    SecureRandom random = new SecureRandom();
    this.passwords = new PasswordCheck(random);
    this.nobodys = Password.ofNobody(random);
    this.limits = new GuessingLimits(nanoTime);
    this.limitsOfKnown = new GuessingLimits(nanoTime);
    this.stations = stations;
    this.sessions = sessions;
    this.macs = macs;
    this.counters = counters;
    counters.gauge(
        "gerbang_radius_guessed_subscribers",
        () -> limits.size() + limitsOfKnown.sizeWithout(limits));
  }

  public Proof check(
      Router router, RadiusPacket request, Optional<Subscriber> subscriber, Station station) {
    if (subscriber.isEmpty()) {
      return passwords.check(request, router.secret(), nobodys);
    }
    if (router.id() == Router.TRY_ID) {
      return examined(router, request, subscriber.get(), station);
    }
    Entitlement entitlement = subscriber.get().entitlement();
    long id = entitlement.subscriberId();
    boolean guessed = limits.isGuessed(id) || limitsOfKnown.isGuessed(id);
    GuessingLimits its = guessed ? limitsFor(entitlement, station) : limits;
    Place place = its.take(id, station);
    if (place == Place.NONE) {
      return unexamined(router, request);
    }
    Proof proof = examined(router, request, subscriber.get(), station);
    if (!(proof instanceof Proof.Wrong)) {
      its.right(place, id, station);
      return proof;
    }
    if (place == Place.FREE) {
      its = limitsFor(entitlement, station);
    }
    return its.wrong(place, id, station) ? proof : new Proof.Unexamined();
  }

  /**
   * Asked where somebody guesses: mostly nobody does, and a login costs no look at who was here.
   */
  private GuessingLimits limitsFor(Entitlement entitlement, Station station) {
    return wasHere(entitlement, station) ? limitsOfKnown : limits;
  }

  /** Looked at for its form alone. */
  private Proof unexamined(Router router, RadiusPacket request) {
    Proof proof = passwords.check(request, router.secret(), nobodys);
    if (proof instanceof Proof.Wrong) {
      counters.count("gerbang_radius_guesses_unexamined_total");
      return new Proof.Unexamined();
    }
    return proof;
  }

  private Proof examined(
      Router router, RadiusPacket request, Subscriber subscriber, Station station) {
    Proof proof = passwords.check(request, router.secret(), subscriber.password());
    if (!(proof instanceof Proof.Wrong)) {
      return proof;
    }
    for (Password itsMac : MacLogin.passwords(subscriber, request, station)) {
      if (proof instanceof Proof.Wrong) {
        proof = passwords.check(request, router.secret(), itsMac);
      }
    }
    return proof;
  }

  private boolean wasHere(Entitlement entitlement, Station station) {
    long subscriberId = entitlement.subscriberId();
    return station.isKnown()
        && (stations.has(subscriberId, station)
            || macs.find(subscriberId, entitlement.sessions().macsSince())
                .filter(station.text()::equals)
                .isPresent()
            || sessions.ofSubscriber(subscriberId).stream()
                .anyMatch(session -> station.equals(Station.of(session))));
  }

  /** See {@link PasswordCheck#refusal}. */
  public EncodedAttributes refusal(RadiusPacket request) {
    return passwords.refusal(request);
  }

  void expire() {
    limits.expire();
    limitsOfKnown.expire();
  }
}
