package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.packet.Secret;
import java.time.Duration;
import java.util.Optional;

/** What becomes of a request. */
sealed interface Outcome {

  /**
   * The reply signed; silence where it would be longer than RADIUS permits: many Proxy-States.
   *
   * @param after how long it is held back
   */
  static Outcome of(ReplyWriter reply, Secret secret, Duration after) {
    Optional<byte[]> bytes = reply.finish(secret);
    return bytes.isPresent() ? new Reply(bytes.get(), after) : new Silence(Reason.MALFORMED);
  }

  /**
   * A signed reply.
   *
   * @param after how long it is held back: a Reject makes guessing slow
   */
  record Reply(byte[] bytes, Duration after) implements Outcome {}

  /** No answer: the router asks again, or another server. */
  record Silence(Reason reason) implements Outcome {}
}
