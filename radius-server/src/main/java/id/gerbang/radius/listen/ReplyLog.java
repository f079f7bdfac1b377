package id.gerbang.radius.listen;

import id.gerbang.radius.packet.RadiusPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Replies and what they answered, one after another in the order in which they were given, in
 * segments off the heap. A position names a segment and an octet in it. Each record:
 *
 * <pre>size u32, hash u32, answered at u64, port u16, code u8, identifier u8,
 * address size u32, address 16 octets, authenticator 16 octets, reply</pre>
 */
final class ReplyLog {

  static final int NO_ROOM = -1;

  private static final int HASH_AT = 4;
  private static final int TIME_AT = 8;
  private static final int PORT_AT = 16;
  private static final int CODE_AT = 18;
  private static final int IDENTIFIER_AT = 19;
  private static final int ADDRESS_SIZE_AT = 20;
  private static final int ADDRESS_AT = 24;
  private static final int AUTHENTICATOR_AT = 40;
  private static final int REPLY_AT = 56;

  private final SegmentPool pool;
  private final @Nullable ByteBuffer[] segments;
  private final byte[] authenticator = new byte[RadiusPacket.AUTHENTICATOR_SIZE];
  private final byte[] address = new byte[AUTHENTICATOR_AT - ADDRESS_AT];
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
  int append(int hash, InetSocketAddress sender, RadiusPacket request, byte[] reply, long now) {
    int size = REPLY_AT + reply.length;
    if ((held == 0 || last().remaining() < size) && !extend()) {
      return NO_ROOM;
    }
    ByteBuffer segment = last();
    int at = segment.position();
    byte[] from = sender.getAddress().getAddress();
    request.copyAuthenticator(authenticator, 0);
    segment
        .putInt(size)
        .putInt(hash)
        .putLong(now)
        .putShort((short) sender.getPort())
        .put((byte) request.code())
        .put((byte) request.identifier())
        .putInt(from.length)
        .put(from)
        .position(at + AUTHENTICATOR_AT)
        .put(authenticator)
        .put(reply);
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
    return segment(position).getInt(octet(position) + HASH_AT);
  }

  long answeredAt(int position) {
    return segment(position).getLong(octet(position) + TIME_AT);
  }

  /** Whether a record is of the same sender, code and identifier (RFC 5080 §2.2.2). */
  boolean isOf(int position, InetSocketAddress sender, RadiusPacket request) {
    ByteBuffer segment = segment(position);
    int at = octet(position);
    if ((segment.getShort(at + PORT_AT) & 0xffff) != sender.getPort()
        || (segment.get(at + CODE_AT) & 0xff) != request.code()
        || (segment.get(at + IDENTIFIER_AT) & 0xff) != request.identifier()) {
      return false;
    }
    byte[] from = sender.getAddress().getAddress();
    int size = segment.getInt(at + ADDRESS_SIZE_AT);
    segment.get(at + ADDRESS_AT, address, 0, size);
    return Arrays.equals(from, 0, from.length, address, 0, size);
  }

  boolean hasAuthenticatorOf(int position, RadiusPacket request) {
    segment(position).get(octet(position) + AUTHENTICATOR_AT, authenticator);
    return request.hasAuthenticator(authenticator, 0);
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
