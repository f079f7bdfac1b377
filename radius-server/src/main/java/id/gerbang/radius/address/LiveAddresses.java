package id.gerbang.radius.address;

import id.gerbang.radius.admission.Station;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import java.util.List;
import java.util.Map;
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
   * @param station in the one spelling; empty where none was reported
   */
  record Occupant(SessionKey key, int generation, long subscriberId, String station) {}

  private volatile Map<Integer, List<Occupant>> byAddress = new ConcurrentHashMap<>();

  /** What is being read anew, while it is; what is known stays until then. */
  private @Nullable Map<Integer, List<Occupant>> next;

  private volatile AddressRanges ranges = AddressRanges.NONE;

  /** Everybody's until it is known which addresses matter. */
  private volatile boolean everything = true;

  /** From now on only addresses of these ranges matter. */
  synchronized void matter(AddressRanges these) {
    ranges = these;
    everything = false;
    byAddress.keySet().removeIf(address -> !these.hold(address));
    if (next != null) {
      next.keySet().removeIf(address -> !these.hold(address));
    }
  }

  synchronized void follow(SessionRow row) {
    row.place().framedIp().ifPresent(address -> note(address, row, row.open()));
  }

  /** A session that goes on has another address now. */
  synchronized void leave(String address, SessionRow row) {
    note(address, row, false);
  }

  private void note(String text, SessionRow row, boolean there) {
    if (text.indexOf(':') >= 0) {
      return;
    }
    int address = Ipv4Number.of(text);
    if (everything || ranges.hold(address)) {
      note(byAddress, address, row, there);
      if (next != null) {
        note(next, address, row, there);
      }
    }
  }

  /** Forgets everybody, and which addresses matter. */
  synchronized void clear() {
    byAddress = new ConcurrentHashMap<>();
    next = null;
    everything = true;
  }

  /** The whole table is read again: who is not in it then is gone. */
  synchronized void loading() {
    next = new ConcurrentHashMap<>();
  }

  synchronized void loaded() {
    if (next != null) {
      byAddress = next;
      next = null;
    }
  }

  private static void note(
      Map<Integer, List<Occupant>> sessions, int address, SessionRow row, boolean there) {
    sessions.compute(
        address,
        (same, known) -> {
          Stream<Occupant> others =
              (known == null ? List.<Occupant>of() : known)
                  .stream()
                      .filter(
                          one ->
                              !one.key().equals(row.key()) || one.generation() != row.generation());
          List<Occupant> now =
              (there ? Stream.concat(others, Stream.of(occupant(row))) : others).toList();
          return now.isEmpty() ? null : now;
        });
  }

  private static Occupant occupant(SessionRow row) {
    return new Occupant(
        row.key(),
        row.generation(),
        row.subscriberId().orElse(-1L),
        row.place().callingStationId().map(Station::of).orElse(Station.UNKNOWN).text());
  }

  boolean anybodyAt(int address) {
    return byAddress.containsKey(address);
  }

  /** Whether somebody else, or the same subscriber's other device, has it now. */
  boolean takenFrom(int address, long subscriberId, String station) {
    List<Occupant> occupants = byAddress.get(address);
    return occupants != null
        && occupants.stream()
            .anyMatch(one -> one.subscriberId() != subscriberId || differ(one.station(), station));
  }

  /** Where one of them is not known they may be the same. */
  static boolean differ(String station, String other) {
    return !station.isEmpty() && !other.isEmpty() && !station.equals(other);
  }

  /** Whether another subscriber has it now. */
  boolean takenFrom(int address, long subscriberId) {
    List<Occupant> occupants = byAddress.get(address);
    return occupants != null
        && occupants.stream().anyMatch(one -> one.subscriberId() != subscriberId);
  }
}
