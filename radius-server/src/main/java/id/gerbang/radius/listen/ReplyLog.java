package id.gerbang.radius.listen;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Replies and what they answered, one after another in the order in which they were given, in
 * segments off the heap. A position names a segment and an octet in it. Each record: size u32,
 * answered at u64, the {@link RequestKey}, the reply.
 */
final class ReplyLog {

  static final int NO_ROOM = -1;

  private static final int TIME_AT = 4;
  private static final int KEY_AT = 12;
  private static final int REPLY_AT = KEY_AT + RequestKey.SIZE;

  private final SegmentPool pool;
  private final @Nullable ByteBuffer[] segments;
  private int first;
  private int held;
  private int oldestAt;
  private @Nullable ByteBuffer own;
  private boolean ownIsFree = true;

  /** A segment's {@link ByteBuffer#position} is where its records end. */
  ReplyLog(SegmentPool pool) {
    this.pool = pool;
    this.segments = new @Nullable ByteBuffer[pool.most()];
  }

  /**
   * Adds a record at the end.
   *
   * @return its position, or {@link #NO_ROOM} when the oldest must go first, of which there is one
   *     then
   */
  int append(RequestKey request, Outcome.Reply reply, long now) {
    int size = REPLY_AT + reply.length();
    if ((held == 0 || last().remaining() < size) && !extend()) {
      return NO_ROOM;
    }
    ByteBuffer segment = last();
    int at = segment.position();
    request.write(segment.putInt(size).putLong(now));
    segment.put(reply.room(), 0, reply.length());
    return index(held - 1) * SegmentPool.SEGMENT_OCTETS + at;
  }

  boolean isEmpty() {
    return held == 0;
  }

  int oldest() {
    return first * SegmentPool.SEGMENT_OCTETS + oldestAt;
  }

  /** Takes the oldest record away; whose segment is through goes back to the pool. */
  void removeOldest() {
    ByteBuffer segment = at(first);
    oldestAt += segment.getInt(oldestAt);
    if (oldestAt == segment.position()) {
      giveBack(segment);
      segments[first] = null;
      first = index(1);
      held--;
      oldestAt = 0;
    }
  }

  int hash(int position) {
    return RequestKey.hashAt(segment(position), octet(position) + KEY_AT);
  }

  long answeredAt(int position) {
    return segment(position).getLong(octet(position) + TIME_AT);
  }

  /** Whether it answers a request that is equal to this. */
  boolean answers(RequestKey request, int position) {
    return request.isAt(segment(position), octet(position) + KEY_AT);
  }

  /** Whether the equal one that it answers is a copy of this. */
  boolean answersCopyOf(RequestKey request, int position) {
    return request.isCopyAt(segment(position), octet(position) + KEY_AT);
  }

  byte[] reply(int position) {
    ByteBuffer segment = segment(position);
    int at = octet(position);
    byte[] reply = new byte[segment.getInt(at) - REPLY_AT];
    segment.get(at + REPLY_AT, reply);
    return reply;
  }

  private void giveBack(ByteBuffer segment) {
    if (segment == own) {
      segment.clear();
      ownIsFree = true;
    } else {
      pool.give(segment);
    }
  }

  private boolean extend() {
    ByteBuffer segment = ownIsFree ? own() : pool.take();
    ownIsFree &= segment != own;
    if (segment != null) {
      segments[index(held)] = segment;
      held++;
    }
    return segment != null;
  }

  /** Made when it is first needed: most sockets of a machine with many addresses hear nothing. */
  private ByteBuffer own() {
    if (own == null) {
      own = pool.own();
    }
    return own;
  }

  private ByteBuffer last() {
    return at(index(held - 1));
  }

  private int index(int fromFirst) {
    return (first + fromFirst) % segments.length;
  }

  private ByteBuffer segment(int position) {
    return at(position / SegmentPool.SEGMENT_OCTETS);
  }

  private ByteBuffer at(int index) {
    ByteBuffer segment = segments[index];
    if (segment == null) {
      throw new IllegalStateException("segment " + index + " is not in use");
    }
    return segment;
  }

  private static int octet(int position) {
    return position % SegmentPool.SEGMENT_OCTETS;
  }
}
