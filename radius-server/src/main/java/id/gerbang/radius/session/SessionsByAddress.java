package id.gerbang.radius.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Open sessions by the IPv4 address that they report: nothing but references in a table of open
 * addressing, so that a million of them cost 8 to 16 octets each. Written under the lock of {@link
 * OpenSessions}, read without one.
 */
final class SessionsByAddress {

  /** An address that more than this report is nobody's own: it would only make the table slow. */
  private static final int MOST_OF_ONE = 64;

  private static final int SMALLEST = 1 << 8;

  /** In place of one that is gone: what lies behind it is still found. */
  private static final Object GONE = new Object();

  /** At least a quarter of it is null. */
  private volatile AtomicReferenceArray<@Nullable Object> table =
      new AtomicReferenceArray<>(SMALLEST);

  private int size;

  /** Slots that are not null. */
  private int used;

  /** Those that report this address. */
  List<OpenSession> at(int address) {
    AtomicReferenceArray<@Nullable Object> now = table;
    List<OpenSession> found = List.of();
    int slot = first(address, now);
    for (Object at = now.get(slot); at != null; at = now.get(slot)) {
      if (at instanceof OpenSession session && session.address() == address) {
        found = found.isEmpty() ? new ArrayList<>() : found;
        found.add(session);
      }
      slot = next(slot, now);
    }
    return found;
  }

  /** In the place of what the same session was before, where it is among them. */
  void put(@Nullable OpenSession before, OpenSession now) {
    int slot = before == null ? -1 : find(before);
    if (slot >= 0 && table.get(slot) instanceof OpenSession was && was.address() == now.address()) {
      table.set(slot, now);
      return;
    }
    remove(slot);
    if (now.address() != PackedAddress.NO_IPV4 && at(now.address()).size() < MOST_OF_ONE) {
      add(now);
    }
  }

  void remove(OpenSession session) {
    remove(find(session));
  }

  private void remove(int slot) {
    if (slot >= 0) {
      table.set(slot, GONE);
      size--;
    }
  }

  private void add(OpenSession session) {
    if ((used + 1) * 4L > table.length() * 3L) {
      rebuild();
    }
    int slot = first(session.address(), table);
    while (table.get(slot) instanceof OpenSession) {
      slot = next(slot, table);
    }
    used += table.get(slot) == null ? 1 : 0;
    size++;
    table.set(slot, session);
  }

  /** Readers go on in the old table meanwhile. */
  private void rebuild() {
    AtomicReferenceArray<@Nullable Object> before = table;
    AtomicReferenceArray<@Nullable Object> larger =
        new AtomicReferenceArray<>(Math.max(SMALLEST, Integer.highestOneBit(size + 1) * 4));
    for (int i = 0; i < before.length(); i++) {
      if (before.get(i) instanceof OpenSession session) {
        int slot = first(session.address(), larger);
        while (larger.get(slot) != null) {
          slot = next(slot, larger);
        }
        larger.setPlain(slot, session);
      }
    }
    used = size;
    table = larger;
  }

  /** -1 where it is not there. */
  private int find(OpenSession session) {
    int slot = first(session.address(), table);
    for (Object at = table.get(slot); at != null; at = table.get(slot)) {
      if (at == session) {
        return slot;
      }
      slot = next(slot, table);
    }
    return -1;
  }

  /** Addresses of one network differ in their last bits: multiplied, in all of them. */
  private static int first(int address, AtomicReferenceArray<@Nullable Object> table) {
    int mixed = address * 0x9E3779B9;
    return (mixed ^ mixed >>> 16) & table.length() - 1;
  }

  private static int next(int slot, AtomicReferenceArray<@Nullable Object> table) {
    return slot + 1 & table.length() - 1;
  }
}
