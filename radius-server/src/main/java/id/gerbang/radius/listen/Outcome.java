package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import id.gerbang.radius.packet.ReplyWriter;
import id.gerbang.radius.packet.Secret;
import java.time.Duration;
import java.util.Optional;

/** What becomes of a request. */
sealed interface Outcome {

  /**
   * The reply signed, to be sent now; silence where it would be longer than RADIUS permits: many
   * Proxy-States. It stands where it was written, and leaves before this thread writes another.
   */
  static Outcome now(ReplyWriter reply, Secret secret) {
    byte[] room = reply.finishInPlace(secret);
    return room == null
        ? new Silence(Reason.MALFORMED)
        : new Reply(room, reply.length(), Duration.ZERO);
  }

  /**
   * Like {@link #now}, to be sent later or by another thread: it is a copy.
   *
   * @param after how long it is held back
   */
  static Outcome later(ReplyWriter reply, Secret secret, Duration after) {
    Optional<byte[]> packet = reply.finish(secret);
    return packet.isPresent()
        ? new Reply(packet.get(), packet.get().length, after)
        : new Silence(Reason.MALFORMED);
  }

  /**
   * A signed reply.
   *
   * @param room what begins with it
   * @param length its octets
   * @param after how long it is held back: a Reject makes guessing slow
   */
  record Reply(byte[] room, int length, Duration after) implements Outcome {}

  /** No answer: the router asks again, or another server. */
  record Silence(Reason reason) implements Outcome {}
}
