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
import id.gerbang.radius.subscriber.LearnedMacs;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.Subscriber;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The check of passwords behind the limits of guessing (P11). A login that is not looked at, or of
 * nobody, costs a check all the same: against a password that nobody has.
 */
public final class GuardedPasswords {

  private final PasswordCheck passwords;
  private final Password nobodys;
  private final GuessingLimits limits;
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
    this.stations = stations;
    this.sessions = sessions;
    this.macs = macs;
    this.counters = counters;
    counters.gauge("gerbang_radius_guessed_subscribers", limits::size);
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
    Place place = limits.take(id, station);
    if (place == Place.NONE && !wasHere(entitlement, station)) {
      counters.count("gerbang_radius_guesses_unexamined_total");
      passwords.check(request, router.secret(), nobodys);
      return new Proof.Unexamined();
    }
    Proof proof = examined(router, request, subscriber.get(), station);
    if (!(proof instanceof Proof.Wrong)) {
      limits.right(place, id, station);
      return proof;
    }
    return limits.wrong(place, id, station) ? proof : new Proof.Unexamined();
  }

  private Proof examined(
      Router router, RadiusPacket request, Subscriber subscriber, Station station) {
    Proof proof = passwords.check(request, router.secret(), subscriber.password());
    for (Password macs : MacLogin.passwords(subscriber, request, station)) {
      if (proof instanceof Proof.Wrong) {
        proof = passwords.check(request, router.secret(), macs);
      }
    }
    return proof;
  }

  /** A station that logged in before may enter even while others guess. */
  private boolean wasHere(Entitlement entitlement, Station station) {
    long subscriberId = entitlement.subscriberId();
    return stations.has(subscriberId, station)
        || macs.find(subscriberId, entitlement.sessions().macsSince())
            .filter(station.text()::equals)
            .isPresent()
        || sessions.ofSubscriber(subscriberId).stream()
            .anyMatch(
                session ->
                    session.callingStationId().map(Station::of).equals(Optional.of(station)));
  }

  /** See {@link PasswordCheck#refusal}. */
  public EncodedAttributes refusal(RadiusPacket request) {
    return passwords.refusal(request);
  }

  void expire() {
    limits.expire();
  }
}
