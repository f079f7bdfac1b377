package id.gerbang.radius.listen;

import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.admission.Admission;
import id.gerbang.radius.admission.GuardedPasswords;
import id.gerbang.radius.admission.HeldPlace;
import id.gerbang.radius.auth.Proof;
import id.gerbang.radius.event.AccessEvent;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.heard.RouterWatch;
import id.gerbang.radius.heard.WrongSecret;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.reply.KnownGrants;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.Subscriber;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers an Access-Request from memory: who is it, is the password right, what follows from
 * billing's facts, and how RouterOS is told. Nothing in it waits.
 */
final class AccessHandler {

  private static final String UNREADABLE =
      "secret salah? / wrong secret? the password is unreadable";

  private final SubscriberDirectory directory;
  private final RouterRegistry routers;
  private final RouterWatch watch;
  private final Admission admission;
  private final GuardedPasswords passwords;
  private final AddressPools addresses;
  private final LoginAnswers answers;
  private final Clock clock;
  private final KnownGrants grants = new KnownGrants();

  AccessHandler(
      SubscriberDirectory directory,
      RouterRegistry routers,
      RouterWatch watch,
      Admission admission,
      ClassCodec classes,
      AddressPools addresses,
      AccessEvents events,
      Counters counters,
      RouterPatience patience,
      Clock clock) {
    this.directory = directory;
    this.routers = routers;
    this.watch = watch;
    this.admission = admission;
    this.passwords = admission.passwords();
    this.addresses = addresses;
    this.answers = new LoginAnswers(classes, passwords, events, counters, patience);
    this.clock = clock;
  }

  /** Whether there is anything to say to a router yet. */
  boolean ready() {
    return directory.loaded();
  }

  Outcome handle(Router router, RadiusPacket request) {
    if (!ready()) {
      return new Outcome.Silence(Reason.NOT_READY);
    }
    Instant now = clock.instant();
    boolean named = request.count(Attribute.USER_NAME) == 1;
    Optional<String> exactName = named ? request.exactText(Attribute.USER_NAME) : Optional.empty();
    Optional<Subscriber> subscriber =
        exactName.isPresent() ? directory.named(exactName.get()) : Optional.empty();
    String caller = request.printable(Attribute.CALLING_STATION_ID);
    Station station = Station.of(caller);
    Proof proof = passwords.check(router, request, subscriber, station);
    if (proof instanceof Proof.Contradictory) {
      return new Outcome.Silence(Reason.MALFORMED);
    }
    String username =
        exactName.isPresent() || !named
            ? exactName.orElse("")
            : request.printable(Attribute.USER_NAME);
    LoginAttempt login =
        new LoginAttempt(router, request, username, caller, station, subscriber, now);
    Router place = placeOf(router, request);
    if (!place.enabled()) {
      return answers.rejected(login, Reason.ROUTER_DISABLED);
    }
    if (namesNobody(router, request)) {
      return answers.rejected(login, Reason.UNKNOWN_ROUTER);
    }
    if (username.isEmpty() || exactName.isEmpty()) {
      return answers.rejected(login, Reason.MALFORMED_CREDENTIALS);
    }
    if (proof instanceof Proof.Malformed) {
      return answers.rejected(login, Reason.MALFORMED_CREDENTIALS);
    }
    if (proof instanceof Proof.NotAllowed) {
      return answers.rejected(login, Reason.METHOD_NOT_ALLOWED);
    }
    if (subscriber.isEmpty()) {
      return answers.rejected(login, Reason.UNKNOWN_USER);
    }
    if (proof instanceof Proof.Unexamined) {
      return answers.rejected(login, Reason.GUESSING_LIMIT);
    }
    if (proof instanceof Proof.Right right) {
      Decision decision = directory.decide(subscriber.get(), place.policy(), now);
      if (decision instanceof Decision.Accept accept) {
        Entitlement entitlement = subscriber.get().entitlement();
        Admission.Answer answer =
            admission.ask(router, place, request, station, entitlement, accept.grant());
        if (answer instanceof Admission.Refusal refusal) {
          return answers.rejected(login, refusal.reason(), refusal.detail());
        }
        return placed(login, accept, entitlement, right, (HeldPlace) answer);
      }
      return answers.rejected(login, decision.reason());
    }
    return wrongPassword(login, proof);
  }

  /** A password that is no text was hidden under another secret, unless a signature proves ours. */
  private Outcome wrongPassword(LoginAttempt login, Proof proof) {
    if (proof instanceof Proof.Wrong wrong
        && wrong.unreadable()
        && !login.request().has(Attribute.MESSAGE_AUTHENTICATOR)) {
      watch.wrongSecret(login.router(), WrongSecret.PASSWORD);
      return answers.rejected(login, Reason.WRONG_PASSWORD, UNREADABLE);
    }
    return answers.rejected(login, Reason.WRONG_PASSWORD);
  }

  /** `gerbang try` may name a router that is none: its answer would be about another's settings. */
  private boolean namesNobody(Router router, RadiusPacket request) {
    return router.id() == Router.TRY_ID
        && request
            .text(Attribute.NAS_IDENTIFIER)
            .filter(name -> routers.named(name).isEmpty())
            .isPresent();
  }

  /** `gerbang try` names the router whose settings it wants to see at work. */
  private Router placeOf(Router router, RadiusPacket request) {
    return router.id() == Router.TRY_ID
        ? request.text(Attribute.NAS_IDENTIFIER).flatMap(routers::named).orElse(router)
        : router;
  }

  /** With an address, where a pool of ours is to name it. */
  private Outcome placed(
      LoginAttempt login,
      Decision.Accept accept,
      Entitlement entitlement,
      Proof.Right right,
      HeldPlace held) {
    Grant grant = accept.grant();
    long subscriberId = entitlement.subscriberId();
    AddressPools.Placement placement =
        login.router().id() == Router.TRY_ID
            ? addresses.rehearse(grant, subscriberId)
            : addresses.place(
                grant, subscriberId, entitlement.sessions().sharedUsers(), login.station());
    if (placement instanceof AddressPools.Placement.Placed found) {
      return accepted(login, accept, found.grant(), entitlement, right, held);
    }
    admission.givenUp(held);
    return placement instanceof AddressPools.Placement.NotYet
        ? new Outcome.Silence(Reason.NOT_READY)
        : answers.rejected(login, Reason.POOL_EMPTY);
  }

  /**
   * @param grant the decision's own, with its address
   */
  private Outcome accepted(
      LoginAttempt login,
      Decision.Accept accept,
      Grant grant,
      Entitlement entitlement,
      Proof.Right right,
      HeldPlace held) {
    KnownGrants.Known known = grants.of(accept);
    ReplyWriter reply = answers.accept(login, known, grant, entitlement.subscriberId(), right);
    if (reply.length() > RadiusPacket.MAX_LENGTH) {
      admission.givenUp(held);
      return answers.rejected(login, Reason.REPLY_TOO_LONG, "octets=" + reply.length());
    }
    Outcome outcome = Outcome.now(reply, login.router().secret());
    if (outcome instanceof Outcome.Silence) {
      admission.givenUp(held);
      return outcome;
    }
    Optional<Admission.Refusal> late =
        admission.accepted(login.router(), held, login.station(), entitlement, login.now());
    if (late.isPresent()) {
      return answers.rejected(login, late.get().reason(), late.get().detail());
    }
    AccessEvent event =
        answers.note(
            login,
            "accept",
            accept.reason(),
            grant.framedIp().map(InetAddress::getHostAddress),
            words(known, grant));
    admission.starts().accepted(login.router(), login.request(), event, grant, right.method());
    return outcome;
  }

  /** Without the router's pool where an address of a pool of ours replaces it. */
  private static String words(KnownGrants.Known known, Grant given) {
    return known.accept().grant().framedPool().equals(given.framedPool())
        ? known.words()
        : KnownGrants.words(given);
  }
}
