package id.gerbang.radius.converge;

import id.gerbang.radius.session.SessionKey;
import java.time.Duration;
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

  /** So long a router may take to do what it has acknowledged; and so far clocks may differ. */
  private static final Duration DONE_BY_THEN = Duration.ofSeconds(10);

  /** What it means for a session in question. */
  sealed interface Finding {

    /** It was to be over and is still listed. */
    record Outlived() implements Finding {}

    /** And even its removal over the router's API has not ended it. */
    record OutlivedRemoval() implements Finding {}

    /** Its queue lets through what it is entitled to. */
    record Agrees() implements Finding {}

    record Contradicts(Queue queue) implements Finding {}
  }

  /**
   * Empty where it says nothing yet: it is from before the router may have done what it said, or
   * there is nothing to compare.
   */
  Optional<Finding> finds(Questions.Question question, Look look) {
    Instant doneBy = question.at().plus(DONE_BY_THEN);
    if (!question.end()) {
      return queue.filter(shown -> shown.at().isAfter(doneBy)).flatMap(shown -> of(shown, look));
    }
    if (!listedAt.isAfter(doneBy)) {
      return Optional.empty();
    }
    return removedAt.isEmpty()
        ? Optional.of(new Finding.Outlived())
        : removedAt
            .filter(at -> listedAt.isAfter(at.plus(DONE_BY_THEN)))
            .map(at -> new Finding.OutlivedRemoval());
  }

  private static Optional<Finding> of(Queue queue, Look look) {
    return look.agrees(queue)
        .map(agrees -> agrees ? new Finding.Agrees() : new Finding.Contradicts(queue));
  }

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
