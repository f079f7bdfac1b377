package id.gerbang.radius.listen;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What was answered lately on one socket (RFC 5080 §2.2.2): a retransmission gets the same octets,
 * one still in progress is dropped. The socket's event loops share it. Bounded: replies by their
 * octets, over which the window shrinks; requests in progress by number and by their octets, which
 * wait for the disk elsewhere, over which new ones are refused.
 */
final class DuplicateCache {

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MOST_IN_PROGRESS = 65_536;
  private static final int MOST_OCTETS_IN_PROGRESS = 24 << 20;

  private final Map<RequestKey, RequestKey> inProgress = new HashMap<>();
  private int octetsInProgress;
  private final PositionTable positions = new PositionTable();
  private final ReplyLog replies;
  private long shrunkAt = System.nanoTime() - WINDOW_NANOS;
  private long windowNanos = WINDOW_NANOS;

  /** What to do with a request. */
  sealed interface Verdict {

    /** Not seen before, and in progress from now on: the cache is told what becomes of it. */
    record Fresh() implements Verdict {}

    /** In progress: drop this one. */
    record InProgress() implements Verdict {}

    /** Answered: send the same again. */
    record Answered(byte[] reply) implements Verdict {}

    /** Too many in progress to take another. */
    record Full() implements Verdict {}
  }

  private static final Verdict FRESH = new Verdict.Fresh();
  private static final Verdict IN_PROGRESS = new Verdict.InProgress();
  private static final Verdict FULL = new Verdict.Full();

  DuplicateCache(SegmentPool pool) {
    this.replies = new ReplyLog(pool);
  }

  /** Only for requests whose authenticity is settled: a forged one must not touch an entry. */
  synchronized Verdict look(RequestKey request, long nowNanos) {
    expire(nowNanos);
    RequestKey known = inProgress.get(request);
    if (known != null && request.isCopyOf(known)) {
      return IN_PROGRESS;
    }
    int position = positions.find(request, replies);
    if (position != PositionTable.NONE) {
      if (replies.answersCopyOf(request, position)) {
        return new Verdict.Answered(replies.reply(position));
      }
      positions.remove(request.hashCode(), position);
    }
    if (known == null
        && (inProgress.size() >= MOST_IN_PROGRESS || octetsInProgress >= MOST_OCTETS_IN_PROGRESS)) {
      return FULL;
    }
    if (known != null) {
      forget(known);
    }
    inProgress.put(request, request);
    octetsInProgress += request.requestLength();
    return FRESH;
  }

  /** From now on, for 10 s, copies get this answer. */
  synchronized void answered(RequestKey request, Outcome.Reply reply, long nowNanos) {
    if (!forget(request)) {
      return;
    }
    int position = replies.append(request, reply, nowNanos);
    while (position == ReplyLog.NO_ROOM) {
      shrink(nowNanos);
      position = replies.append(request, reply, nowNanos);
    }
    positions.add(request.hashCode(), position);
  }

  /**
   * It was not answered: a copy is a new try.
   *
   * @return whether it was in progress still, and not replaced by another request
   */
  synchronized boolean forget(RequestKey request) {
    if (inProgress.get(request) != request) {
      return false;
    }
    inProgress.remove(request);
    octetsInProgress -= request.requestLength();
    return true;
  }

  /** How long a reply is remembered at present: 10 s unless memory did not suffice lately. */
  synchronized long windowNanos() {
    return windowNanos;
  }

  synchronized int size() {
    return inProgress.size() + positions.size();
  }

  /** Forgets what is too old; also called now and then, since a quiet socket asks for nothing. */
  synchronized void expire(long nowNanos) {
    while (!replies.isEmpty() && nowNanos - replies.answeredAt(replies.oldest()) > WINDOW_NANOS) {
      removeOldest();
    }
    if (windowNanos != WINDOW_NANOS && nowNanos - shrunkAt > WINDOW_NANOS) {
      windowNanos = WINDOW_NANOS;
    }
  }

  /** Gives its memory back, when its socket is closed: also what is answered later takes none. */
  synchronized void forgetAll() {
    inProgress.clear();
    octetsInProgress = 0;
    while (!replies.isEmpty()) {
      removeOldest();
    }
  }

  private void shrink(long nowNanos) {
    windowNanos = nowNanos - replies.answeredAt(replies.oldest());
    shrunkAt = nowNanos;
    removeOldest();
  }

  private void removeOldest() {
    int oldest = replies.oldest();
    positions.remove(replies.hash(oldest), oldest);
    replies.removeOldest();
  }
}
