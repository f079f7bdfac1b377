package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a router showed of a session when billing last read its list to the end. Of a session that
 * was never in the list there is none: nothing is known of it.
 *
 * @param listedAt when the reading began that has it
 * @param queue what its queue lets through; empty: not known
 * @param removedAt when it was removed over the router's API; empty: it was not, or not yet
 */
record Sight(
    SessionKey session, Instant listedAt, Optional<Queue> queue, Optional<Instant> removedAt) {

  /**
   * A queue.
   *
   * @param at when the reading began
   * @param upload bit/s
   */
  record Queue(Instant at, long upload, long download) {

    /** Upload first, as on the wire. */
    String text() {
      return upload + "/" + download;
    }
  }
}
