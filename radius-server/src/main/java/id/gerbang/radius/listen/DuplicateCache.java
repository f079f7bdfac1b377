package id.gerbang.radius.listen;

import id.gerbang.radius.packet.RadiusPacket;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered lately on one socket (RFC 5080 §2.2.2): a retransmission gets the same bytes,
 * one still in progress is dropped. Bounded in octets: over the bound the window shrinks. One event
 * loop owns it.
 */
final class DuplicateCache {

  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final long ENTRY_OVERHEAD = 250;

  private final Map<Key, Entry> entries = new HashMap<>();
  private final Deque<Entry> oldestFirst = new ArrayDeque<>();
  private final long maxOctets;
  private long octets;

  /** What to do with a request. */
  sealed interface Verdict {

    /** Not seen before: process it, and tell the entry what became of it. */
    record Fresh(Entry entry) implements Verdict {}

    /** In progress: drop this one. */
    record InProgress() implements Verdict {}

    /** Answered: send the same again. */
    record Answered(byte[] reply) implements Verdict {}
  }

  /** The RFC's key; the socket is this cache itself. */
  private record Key(InetSocketAddress sender, int code, int identifier) {}

  /** A request and what became of it. */
  static final class Entry {
    private final Key key;
    private final byte[] authenticator;
    private Optional<byte[]> reply = Optional.empty();
    private long answeredAt;

    private Entry(Key key, byte[] authenticator) {
      this.key = key;
      this.authenticator = authenticator;
    }

    private long size() {
      return ENTRY_OVERHEAD + reply.map(bytes -> bytes.length).orElse(0);
    }
  }

  DuplicateCache(long maxOctets) {
    this.maxOctets = maxOctets;
  }

  /** Only for requests whose authenticity is settled: a forged one must not touch an entry. */
  Verdict look(InetSocketAddress sender, RadiusPacket request, long nowNanos) {
    expire(nowNanos);
    Key key = new Key(sender, request.code(), request.identifier());
    Entry known = entries.get(key);
    if (known != null && request.hasAuthenticator(known.authenticator, 0)) {
      return known.reply.<Verdict>map(Verdict.Answered::new).orElseGet(Verdict.InProgress::new);
    }
    Entry fresh = new Entry(key, request.authenticator());
    entries.put(key, fresh);
    return new Verdict.Fresh(fresh);
  }

  /** From now on, for 10 s, copies get these bytes. */
  void answered(Entry entry, byte[] reply, long nowNanos) {
    entry.reply = Optional.of(reply);
    entry.answeredAt = nowNanos;
    oldestFirst.add(entry);
    octets += entry.size();
  }

  /** It was not answered: a copy is a new try. */
  void forget(Entry entry) {
    entries.remove(entry.key, entry);
  }

  int size() {
    return entries.size();
  }

  private void expire(long nowNanos) {
    for (Entry oldest = oldestFirst.peek();
        oldest != null && (nowNanos - oldest.answeredAt > WINDOW_NANOS || octets > maxOctets);
        oldest = oldestFirst.peek()) {
      oldestFirst.remove();
      octets -= oldest.size();
      entries.remove(oldest.key, oldest);
    }
  }
}
