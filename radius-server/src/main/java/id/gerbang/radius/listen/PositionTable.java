package id.gerbang.radius.listen;

/**
 * Positions in a {@link ReplyLog} by hash: open addressing with linear probing over one array, at
 * most half full. A slot holds the hash above and the position plus one below; 0 is empty.
 */
final class PositionTable {

  static final int NONE = -1;

  private static final int SMALLEST = 1 << 10;

  private long[] slots = new long[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  /** The position at which the log answers what is equal to this; {@link #NONE} without it. */
  int find(RequestKey request, ReplyLog log) {
    int hash = request.hashCode();
    for (int at = home(hash); slots[at] != 0; at = next(at)) {
      int position = positionOf(slots[at]);
      if (hashOf(slots[at]) == hash && log.answers(request, position)) {
        return position;
      }
    }
    return NONE;
  }

  void add(int hash, int position) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    insert((long) hash << 32 | (position + 1));
    size++;
  }

  /** Whether it was there. */
  boolean remove(int hash, int position) {
    for (int at = home(hash); slots[at] != 0; at = next(at)) {
      if (positionOf(slots[at]) == position) {
        close(at);
        size--;
        return true;
      }
    }
    return false;
  }

  /** Moves back what a gap would cut off from where its search begins (Knuth 6.4, algorithm R). */
  private void close(int freed) {
    int gap = freed;
    for (int at = next(gap); slots[at] != 0; at = next(at)) {
      int home = home(hashOf(slots[at]));
      boolean reachedWithoutGap = gap <= at ? gap < home && home <= at : gap < home || home <= at;
      if (!reachedWithoutGap) {
        slots[gap] = slots[at];
        gap = at;
      }
    }
    slots[gap] = 0;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long slot : old) {
      if (slot != 0) {
        insert(slot);
      }
    }
  }

  private void insert(long slot) {
    int at = home(hashOf(slot));
    while (slots[at] != 0) {
      at = next(at);
    }
    slots[at] = slot;
  }

  private int home(int hash) {
    return hash & slots.length - 1;
  }

  private int next(int at) {
    return at + 1 & slots.length - 1;
  }

  private static int hashOf(long slot) {
    return (int) (slot >>> 32);
  }

  private static int positionOf(long slot) {
    return (int) slot - 1;
  }
}
