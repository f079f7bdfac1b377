package id.gerbang.radius.listen;

import id.gerbang.radius.packet.RadiusPacket;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What was answered lately on one socket (RFC 5080 §2.2.2): a retransmission gets the same octets,
 * one still in progress is dropped. The socket's event loops share it. Bounded: replies by their
 * octets, over which the window shrinks; requests in progress by number and octets, over which new
 * ones are refused.
 */
final class DuplicateCache {

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MOST_IN_PROGRESS = 65_536;
  private static final int MOST_OCTETS_IN_PROGRESS = 24 << 20;

  private final Map<Entry, Entry> inProgress = new HashMap<>();
  private int octetsInProgress;
  private final PositionTable positions = new PositionTable();
  private final ReplyLog replies;
  private long shrunkAt = System.nanoTime() - WINDOW_NANOS;
  private long windowNanos = WINDOW_NANOS;

  /** What to do with a request. */
  sealed interface Verdict {

    /** Not seen before: process it, and tell the entry what became of it. */
    record Fresh(Entry entry) implements Verdict {}

    /** In progress: drop this one. */
    record InProgress() implements Verdict {}

    /** Answered: send the same again. */
    record Answered(byte[] reply) implements Verdict {}

    /** Too many in progress to take another. */
    record Full() implements Verdict {}
  }

  private static final Verdict IN_PROGRESS = new Verdict.InProgress();
  private static final Verdict FULL = new Verdict.Full();

  /** A request in progress. Equal by the RFC's key; the socket is this cache itself. */
  static final class Entry {
    private final InetSocketAddress sender;
    private final RadiusPacket request;
    private final int hash;

    private Entry(InetSocketAddress sender, RadiusPacket request) {
      this.sender = sender;
      this.request = request;
      this.hash = spread(31 * sender.hashCode() + (request.code() << 8 | request.identifier()));
    }

    /** Neighbouring identifiers and ports are not to be neighbours in a table. */
    private static int spread(int hash) {
      int spread = hash * 0x9e3779b9;
      return spread ^ spread >>> 16;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entry that
          && request.identifier() == that.request.identifier()
          && request.code() == that.request.code()
          && sender.equals(that.sender);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  DuplicateCache(SegmentPool pool) {
    this.replies = new ReplyLog(pool);
  }

  /** Only for requests whose authenticity is settled: a forged one must not touch an entry. */
  synchronized Verdict look(InetSocketAddress sender, RadiusPacket request, long nowNanos) {
    expire(nowNanos);
    Entry entry = new Entry(sender, request);
    Entry known = inProgress.get(entry);
    if (known != null && isCopy(known.request, request)) {
      return IN_PROGRESS;
    }
    int position = positions.find(entry.hash, replies, sender, request);
    if (position != PositionTable.NONE) {
      if (replies.hasAuthenticatorOf(position, request)) {
        return new Verdict.Answered(replies.reply(position));
      }
      positions.remove(entry.hash, position);
    }
    if (known == null
        && (inProgress.size() >= MOST_IN_PROGRESS || octetsInProgress >= MOST_OCTETS_IN_PROGRESS)) {
      return FULL;
    }
    if (known != null) {
      forget(known);
    }
    inProgress.put(entry, entry);
    octetsInProgress += request.length();
    return new Verdict.Fresh(entry);
  }

  /** From now on, for 10 s, copies get these octets. */
  synchronized void answered(Entry entry, byte[] reply, long nowNanos) {
    if (!forget(entry)) {
      return;
    }
    int position = replies.append(entry.hash, entry.sender, entry.request, reply, nowNanos);
    while (position == ReplyLog.NO_ROOM) {
      shrink(nowNanos);
      position = replies.append(entry.hash, entry.sender, entry.request, reply, nowNanos);
    }
    positions.add(entry.hash, position);
  }

  /**
   * It was not answered: a copy is a new try.
   *
   * @return whether it was in progress still, and not replaced by another request
   */
  synchronized boolean forget(Entry entry) {
    if (inProgress.get(entry) != entry) {
      return false;
    }
    inProgress.remove(entry);
    octetsInProgress -= entry.request.length();
    return true;
  }

  /** How long a reply is remembered at present: 10 s unless memory did not suffice lately. */
  synchronized long windowNanos() {
    return windowNanos;
  }

  synchronized int size() {
    return inProgress.size() + positions.size();
  }

  private static boolean isCopy(RadiusPacket known, RadiusPacket request) {
    return request.hasAuthenticator(known.authenticator(), 0);
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
