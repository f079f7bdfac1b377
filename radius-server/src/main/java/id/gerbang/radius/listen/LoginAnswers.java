package id.gerbang.radius.listen;

import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.radius.admission.GuardedPasswords;
import id.gerbang.radius.auth.Proof;
import id.gerbang.radius.event.AccessEvent;
import id.gerbang.radius.event.AccessEvents;
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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How the router is told what became of a login, and what is noted of it. */
final class LoginAnswers {

  private static final Duration REJECT_DELAY = Duration.ofSeconds(1);

  /** Below the patience of a router whose timeout is not known: 300 ms, three tries. */
  private static final Duration SHORT_REJECT_DELAY = Duration.ofMillis(200);

  private static final String REFUSED = "Login ditolak / access denied";
  private static final long SERVICE_TYPE_FRAMED = 2;
  private static final long FRAMED_PROTOCOL_PPP = 1;

  private final ClassCodec classes;
  private final GuardedPasswords passwords;
  private final AccessEvents events;
  private final Counters counters;
  private final RouterPatience patience;

  LoginAnswers(
      ClassCodec classes,
      GuardedPasswords passwords,
      AccessEvents events,
      Counters counters,
      RouterPatience patience) {
    this.classes = classes;
    this.passwords = passwords;
    this.events = events;
    this.counters = counters;
    this.patience = patience;
  }

  /**
   * An Access-Accept.
   *
   * @param known what was decided
   * @param grant the decision's own, with its address
   */
  ReplyWriter accept(
      LoginAttempt login,
      KnownGrants.Known known,
      Grant grant,
      long subscriberId,
      Proof.Right right) {
    RadiusPacket request = login.request();
    ReplyWriter reply = ReplyWriter.to(request, Code.ACCESS_ACCEPT);
    if (request.has(Attribute.FRAMED_PROTOCOL)) {
      reply
          .integer(Attribute.SERVICE_TYPE, SERVICE_TYPE_FRAMED)
          .integer(Attribute.FRAMED_PROTOCOL, FRAMED_PROTOCOL_PPP);
    }
    EncodedAttributes lasting =
        grant.equals(known.accept().grant()) ? known.attributes() : GrantAttributes.lasting(grant);
    GrantAttributes.accept(reply, grant, lasting, subscriberId, login.now());
    long nonce = ThreadLocalRandom.current().nextLong() >>> 24;
    classes.addTo(reply, subscriberId, nonce, known.granted());
    return withReason(reply.add(right.forAccept()), login, known.accept().reason());
  }

  Outcome rejected(LoginAttempt login, Reason reason) {
    return rejected(login, reason, "");
  }

  /** Every refusal looks alike on the wire; the reason is for the ISP. */
  Outcome rejected(LoginAttempt login, Reason reason, String detail) {
    ReplyWriter reply = ReplyWriter.to(login.request(), Code.ACCESS_REJECT);
    EncodedAttributes error = passwords.refusal(login.request());
    if (login.router().id() != Router.TRY_ID) {
      reply.text(Attribute.REPLY_MESSAGE, REFUSED);
    }
    reply.add(error);
    boolean patient = patience.exceeds(login.router(), REJECT_DELAY.toNanos());
    Duration after = patient ? REJECT_DELAY : SHORT_REJECT_DELAY;
    Outcome outcome =
        Outcome.later(withReason(reply, login, reason), login.router().secret(), after);
    if (outcome instanceof Outcome.Reply) {
      note(login, "reject", reason, Optional.empty(), detail);
    }
    return outcome;
  }

  /** `gerbang try` is told the reason too. */
  private static ReplyWriter withReason(ReplyWriter reply, LoginAttempt login, Reason reason) {
    return login.router().id() == Router.TRY_ID
        ? reply.text(Attribute.REPLY_MESSAGE, reason.name())
        : reply;
  }

  /**
   * @param address that the answer gives
   */
  AccessEvent note(
      LoginAttempt login, String answer, Reason reason, Optional<String> address, String detail) {
    counters.answered(reason);
    RadiusPacket request = login.request();
    AccessEvent event =
        new AccessEvent(
            login.now(),
            login.router().id(),
            login.subscriberId(),
            login.username(),
            answer,
            reason,
            Optional.empty(),
            request.printable(Attribute.ACCT_SESSION_ID),
            login.caller(),
            address,
            detail);
    events.note(event);
    return event;
  }
}
