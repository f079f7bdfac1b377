package id.gerbang.radius.address;

import id.gerbang.radius.admission.Station;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses of our pools live sessions have, by what routers report: whatever the leases say,
 * such an address is nobody else's. Follows the table {@code session}.
 */
final class LiveAddresses {

  /**
   * A session that has an address.
   *
   * @param subscriberId -1 of nobody that is known
   */
  record Occupant(SessionKey key, int generation, long subscriberId, Station station) {}

  private volatile Reading now = new Reading();

  /** What is being read anew, while it is; what is known stays until then. */
  private @Nullable Reading next;

  private volatile AddressRanges ranges = AddressRanges.NONE;

  /** Everybody's until it is known which addresses matter. */
  private volatile boolean everything = true;

  /** From now on only addresses of these ranges matter. */
  synchronized void matter(AddressRanges these) {
    ranges = these;
    everything = false;
    now.keep(these);
    if (next != null) {
      next.keep(these);
    }
  }

  synchronized void follow(SessionRow row) {
    OptionalInt address = row.place().framedIp().map(this::number).orElseGet(OptionalInt::empty);
    now.follow(row, address);
    if (next != null) {
      next.follow(row, address);
    }
  }

  /** A session that goes on has another address now. */
  synchronized void leave(String address, SessionRow row) {
    number(address)
        .ifPresent(
            left -> {
              now.note(left, row, false);
              if (next != null) {
                next.note(left, row, false);
              }
            });
  }

  /** Empty where it doesn't matter. */
  private OptionalInt number(String text) {
    if (text.indexOf(':') >= 0) {
      return OptionalInt.empty();
    }
    int address = Ipv4Number.of(text);
    return everything || ranges.hold(address) ? OptionalInt.of(address) : OptionalInt.empty();
  }

  /** Forgets everybody, and which addresses matter. */
  synchronized void clear() {
    now = new Reading();
    next = null;
    everything = true;
  }

  /** The whole table is read again: who is not in it then is gone. */
  synchronized void loading() {
    next = new Reading();
  }

  synchronized void loaded() {
    if (next != null) {
      now = next;
      next = null;
    }
  }

  /** The table as it was read once, and followed since. */
  private static final class Reading {

    private final Map<Integer, List<Occupant>> byAddress = new ConcurrentHashMap<>();

    /** Which address sessions have that no subscriber is known of: nobody tells when they leave. */
    private final Map<Stranger, Integer> strangers = new HashMap<>();

    private record Stranger(SessionKey key, int generation) {}

    void follow(SessionRow row, OptionalInt address) {
      Stranger stranger = new Stranger(row.key(), row.generation());
      Integer before = strangers.remove(stranger);
      if (before != null && !OptionalInt.of(before).equals(address)) {
        note(before, row, false);
      }
      if (address.isPresent()) {
        note(address.getAsInt(), row, row.open());
        if (row.open() && row.subscriberId().isEmpty()) {
          strangers.put(stranger, address.getAsInt());
        }
      }
    }

    void note(int address, SessionRow row, boolean there) {
      byAddress.compute(
          address,
          (same, known) -> {
            Stream<Occupant> others =
                (known == null ? List.<Occupant>of() : known)
                    .stream()
                        .filter(
                            one ->
                                !one.key().equals(row.key())
                                    || one.generation() != row.generation());
            List<Occupant> now =
                (there ? Stream.concat(others, Stream.of(occupant(row))) : others).toList();
            return now.isEmpty() ? null : now;
          });
    }

    void keep(AddressRanges ranges) {
      byAddress.keySet().removeIf(address -> !ranges.hold(address));
      strangers.values().removeIf(address -> !ranges.hold(address));
    }
  }

  private static Occupant occupant(SessionRow row) {
    return new Occupant(
        row.key(),
        row.generation(),
        row.subscriberId().orElse(-1L),
        row.place().callingStationId().map(Station::of).orElse(Station.UNKNOWN));
  }

  boolean anybodyAt(int address) {
    return now.byAddress.containsKey(address);
  }

  /** Whether somebody else, or the same subscriber's other device, has it now. */
  boolean takenFrom(int address, long subscriberId, Station station) {
    List<Occupant> occupants = now.byAddress.get(address);
    return occupants != null
        && occupants.stream()
            .anyMatch(
                one -> one.subscriberId() != subscriberId || one.station().differsFrom(station));
  }

  /** Whether another subscriber has it now. */
  boolean takenFrom(int address, long subscriberId) {
    List<Occupant> occupants = now.byAddress.get(address);
    return occupants != null
        && occupants.stream().anyMatch(one -> one.subscriberId() != subscriberId);
  }
}
