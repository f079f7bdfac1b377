package id.gerbang.radius.event;

import java.nio.ByteBuffer;

/**
 * Some hundred access events as the journal keeps them: each as {@link EventRow} writes it. Whoever
 * uses it guards it.
 */
final class EventChunk {

  /** About 200 events: a transaction that takes no processor from logins for long. */
  private static final int OCTETS = 40 << 10;

  private final ByteBuffer rows = ByteBuffer.allocate(OCTETS);
  private int count;

  /**
   * @return false when it is full
   */
  boolean add(AccessEvent event) {
    if (rows.remaining() < EventRow.MOST_OCTETS) {
      return false;
    }
    EventRow.write(event, rows);
    count++;
    return true;
  }

  int count() {
    return count;
  }

  /** What an entry of the journal begins with that holds all of it. */
  byte[] octets() {
    return rows.array();
  }

  /** How long that entry is. */
  int length() {
    return rows.position();
  }

  void clear() {
    rows.clear();
    count = 0;
  }
}
