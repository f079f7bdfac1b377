package id.gerbang.radius.listen;

import id.gerbang.radius.event.AccessEvent;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.Subscriber;
import java.time.Instant;
import java.util.Optional;

/**
 * One Access-Request on its way to an answer.
 *
 * @param username as it was sent, or as it can be printed
 * @param caller the Calling-Station-Id, likewise
 */
record LoginAttempt(
    Router router,
    RadiusPacket request,
    String username,
    String caller,
    Station station,
    Optional<Subscriber> subscriber,
    Instant now) {

  /** The subscriber's number, for its event. */
  long subscriberId() {
    return subscriber.isPresent()
        ? subscriber.get().entitlement().subscriberId()
        : AccessEvent.NOBODY;
  }
}
