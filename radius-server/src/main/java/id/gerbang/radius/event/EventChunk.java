package id.gerbang.radius.event;

import java.nio.ByteBuffer;

/**
 * Some hundred access events as the journal keeps them: their number, then each as {@link EventRow}
 * writes it. Whoever uses it guards it.
 */
final class EventChunk {

  /** About 200 events: a transaction that takes no processor from logins for long. */
  private static final int OCTETS = 40 << 10;

  private final ByteBuffer rows = ByteBuffer.allocate(OCTETS);
  private int count;

  EventChunk() {
    clear();
  }

  /**
   * @return false when it is full: {@link #take} what is there first
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

  /** What is there, as an entry of the journal; it is empty then. */
  byte[] take() {
    byte[] entry = new byte[rows.position()];
    rows.putInt(0, count).get(0, entry);
    clear();
    return entry;
  }

  private void clear() {
    rows.clear().position(Integer.BYTES);
    count = 0;
  }

  /** How many events an entry holds. */
  static int countOf(byte[] entry) {
    return ByteBuffer.wrap(entry).getInt();
  }

  /** The rows of an entry. */
  static ByteBuffer rowsOf(byte[] entry) {
    return ByteBuffer.wrap(entry, Integer.BYTES, entry.length - Integer.BYTES);
  }
}
