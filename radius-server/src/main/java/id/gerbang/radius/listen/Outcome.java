package id.gerbang.radius.listen;

import id.gerbang.core.access.Reason;
import java.time.Duration;

/** What becomes of a request. */
sealed interface Outcome {

  /**
   * A signed reply.
   *
   * @param after how long it is held back: a Reject makes guessing slow
   */
  record Reply(byte[] bytes, Duration after) implements Outcome {}

  /** No answer: the router asks again, or another server. */
  record Silence(Reason reason) implements Outcome {}
}
