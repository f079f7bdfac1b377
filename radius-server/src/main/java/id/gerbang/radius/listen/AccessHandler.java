package id.gerbang.radius.listen;

import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.admission.Admission;
import id.gerbang.radius.admission.GuardedPasswords;
import id.gerbang.radius.admission.MacLogin;
import id.gerbang.radius.admission.Station;
import id.gerbang.radius.auth.Proof;
import id.gerbang.radius.event.AccessEvent;
import id.gerbang.radius.event.AccessEvents;
import id.gerbang.radius.heard.RouterWatch;
import id.gerbang.radius.heard.WrongSecret;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.EncodedAttributes;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.reply.GrantAttributes;
import id.gerbang.radius.reply.KnownGrants;
import id.gerbang.radius.session.ClassCodec;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.RouterRegistry;
import id.gerbang.radius.subscriber.Subscriber;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Answers an Access-Request from memory: who is it, is the password right, what follows from
 * billing's facts, and how RouterOS is told. Nothing in it waits.
 */
final class AccessHandler {

  private static final Duration REJECT_DELAY = Duration.ofSeconds(1);

  /** Below the patience of a router whose timeout is not known: 300 ms, three tries. */
  private static final Duration SHORT_REJECT_DELAY = Duration.ofMillis(200);

  private static final String REFUSED = "Login ditolak / access denied";
  private static final String UNREADABLE =
      "secret salah? / wrong secret? the password is unreadable";
  private static final long SERVICE_TYPE_FRAMED = 2;
  private static final long FRAMED_PROTOCOL_PPP = 1;

  private final SubscriberDirectory directory;
  private final RouterRegistry routers;
  private final RouterWatch watch;
  private final Admission admission;
  private final GuardedPasswords passwords;
  private final ClassCodec classes;
  private final AddressPools addresses;
  private final AccessEvents events;
  private final Counters counters;
  private final Clock clock;
  private final KnownGrants grants = new KnownGrants();
  private final RouterPatience patience;

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
    this.classes = classes;
    this.addresses = addresses;
    this.events = events;
    this.counters = counters;
    this.patience = patience;
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
        exactName.isPresent() ? MacLogin.find(directory, exactName.get()) : Optional.empty();
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
    Login login = new Login(router, request, username, caller, station, subscriber, now);
    if (!router.enabled()) {
      return rejected(login, Reason.ROUTER_DISABLED);
    }
    if (namesNobody(router, request)) {
      return rejected(login, Reason.UNKNOWN_ROUTER);
    }
    if (username.isEmpty() || exactName.isEmpty()) {
      return rejected(login, Reason.MALFORMED_CREDENTIALS);
    }
    if (proof instanceof Proof.Malformed) {
      return rejected(login, Reason.MALFORMED_CREDENTIALS);
    }
    if (proof instanceof Proof.NotAllowed) {
      return rejected(login, Reason.METHOD_NOT_ALLOWED);
    }
    if (subscriber.isEmpty()) {
      return rejected(login, Reason.UNKNOWN_USER);
    }
    if (proof instanceof Proof.Unexamined) {
      return rejected(login, Reason.GUESSING_LIMIT);
    }
    if (proof instanceof Proof.Right right) {
      Router place = placeOf(router, request);
      Decision decision = directory.decide(subscriber.get(), place.policy(), now);
      if (decision instanceof Decision.Accept accept) {
        Entitlement entitlement = subscriber.get().entitlement();
        Optional<Admission.Refusal> refusal = wrongRouter(place, entitlement);
        if (refusal.isEmpty()) {
          refusal = admission.refusal(router, request, station, entitlement);
        }
        return refusal.isPresent()
            ? rejected(login, refusal.get().reason(), refusal.get().detail())
            : placed(login, accept, entitlement, right);
      }
      return rejected(login, decision.reason());
    }
    return wrongPassword(login, proof);
  }

  /** A password that is no text was hidden under another secret, unless a signature proves ours. */
  private Outcome wrongPassword(Login login, Proof proof) {
    if (proof instanceof Proof.Wrong wrong
        && wrong.unreadable()
        && !login.request().has(Attribute.MESSAGE_AUTHENTICATOR)) {
      watch.wrongSecret(login.router(), WrongSecret.PASSWORD);
      return rejected(login, Reason.WRONG_PASSWORD, UNREADABLE);
    }
    return rejected(login, Reason.WRONG_PASSWORD);
  }

  /** One Access-Request on its way to an answer. */
  private record Login(
      Router router,
      RadiusPacket request,
      String username,
      String caller,
      Station station,
      Optional<Subscriber> subscriber,
      Instant now) {}

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

  /** Who belongs to one router is let in there alone. */
  private Optional<Admission.Refusal> wrongRouter(Router place, Entitlement entitlement) {
    Optional<Long> own = entitlement.sessions().router();
    if (own.isEmpty() || own.get() == place.id() || place.id() == Router.TRY_ID) {
      return Optional.empty();
    }
    String allowed = routers.find(own.get()).map(Router::name).orElse("none");
    return Optional.of(
        new Admission.Refusal(
            Reason.WRONG_ROUTER, "router=" + place.name() + " allowed=" + allowed));
  }

  /** With an address, where a pool of ours is to name it. */
  private Outcome placed(
      Login login, Decision.Accept accept, Entitlement entitlement, Proof.Right right) {
    Grant grant = accept.grant();
    long subscriberId = entitlement.subscriberId();
    AddressPools.Placement placement =
        login.router().id() == Router.TRY_ID
            ? addresses.rehearse(grant, subscriberId)
            : addresses.place(
                grant, subscriberId, entitlement.sessions().sharedUsers(), login.station().text());
    if (placement instanceof AddressPools.Placement.Placed found) {
      return accepted(login, accept, found.grant(), entitlement, right);
    }
    admission.givenUp(login.router(), login.request(), login.station(), entitlement);
    return placement instanceof AddressPools.Placement.NotYet
        ? new Outcome.Silence(Reason.NOT_READY)
        : rejected(login, Reason.POOL_EMPTY);
  }

  /**
   * @param grant the decision's own, with its address
   */
  private Outcome accepted(
      Login login,
      Decision.Accept accept,
      Grant grant,
      Entitlement entitlement,
      Proof.Right right) {
    RadiusPacket request = login.request();
    KnownGrants.Known known = grants.of(accept);
    ReplyWriter reply = ReplyWriter.to(request, Code.ACCESS_ACCEPT);
    if (request.has(Attribute.FRAMED_PROTOCOL)) {
      reply
          .integer(Attribute.SERVICE_TYPE, SERVICE_TYPE_FRAMED)
          .integer(Attribute.FRAMED_PROTOCOL, FRAMED_PROTOCOL_PPP);
    }
    long subscriberId = entitlement.subscriberId();
    EncodedAttributes lasting =
        grant.equals(accept.grant()) ? known.attributes() : GrantAttributes.lasting(grant);
    GrantAttributes.accept(reply, grant, lasting, subscriberId, login.now());
    long nonce = ThreadLocalRandom.current().nextLong() >>> 24;
    reply.octets(Attribute.CLASS, classes.write(subscriberId, nonce, known.granted()));
    reply.add(right.forAccept());
    if (reply.ownLength() > RadiusPacket.MAX_LENGTH) {
      admission.givenUp(login.router(), request, login.station(), entitlement);
      return rejected(login, Reason.REPLY_TOO_LONG, "octets=" + reply.ownLength());
    }
    Outcome outcome = finish(login, reply, accept.reason(), Duration.ZERO);
    if (outcome instanceof Outcome.Silence) {
      admission.givenUp(login.router(), request, login.station(), entitlement);
      return outcome;
    }
    Optional<Admission.Refusal> late =
        admission.accepted(login.router(), request, login.station(), entitlement, login.now());
    if (late.isPresent()) {
      return rejected(login, late.get().reason(), late.get().detail());
    }
    AccessEvent event = note(login, "accept", accept.reason(), words(known, grant));
    admission.starts().accepted(login.router(), request, event, grant, right.method());
    return outcome;
  }

  /** With the address that a pool of ours named. */
  private static String words(KnownGrants.Known known, Grant given) {
    return known.accept().grant().framedIp().isPresent() || given.framedIp().isEmpty()
        ? known.words()
        : known.words() + " ip=" + given.framedIp().get().getHostAddress();
  }

  private Outcome rejected(Login login, Reason reason) {
    return rejected(login, reason, "");
  }

  /** Every refusal looks alike on the wire; the reason is for the ISP. */
  private Outcome rejected(Login login, Reason reason, String detail) {
    ReplyWriter reply = ReplyWriter.to(login.request(), Code.ACCESS_REJECT);
    EncodedAttributes error = passwords.refusal(login.request());
    if (login.router().id() != Router.TRY_ID) {
      reply.text(Attribute.REPLY_MESSAGE, REFUSED);
    }
    reply.add(error);
    boolean patient = patience.exceeds(login.router(), REJECT_DELAY.toNanos());
    Outcome outcome = finish(login, reply, reason, patient ? REJECT_DELAY : SHORT_REJECT_DELAY);
    if (outcome instanceof Outcome.Reply) {
      note(login, "reject", reason, detail);
    }
    return outcome;
  }

  /** `gerbang try` is told the reason too. */
  private static Outcome finish(Login login, ReplyWriter reply, Reason reason, Duration after) {
    if (login.router().id() == Router.TRY_ID) {
      reply.text(Attribute.REPLY_MESSAGE, reason.name());
    }
    return Outcome.of(reply, login.router().secret(), after);
  }

  private AccessEvent note(Login login, String answer, Reason reason, String detail) {
    counters.answered(reason);
    RadiusPacket request = login.request();
    AccessEvent event =
        new AccessEvent(
            login.now(),
            login.router().id(),
            login.subscriber().map(subscriber -> subscriber.entitlement().subscriberId()),
            login.username(),
            answer,
            reason,
            Optional.empty(),
            request.printable(Attribute.ACCT_SESSION_ID),
            login.caller(),
            Optional.empty(),
            detail);
    events.note(event);
    return event;
  }
}
