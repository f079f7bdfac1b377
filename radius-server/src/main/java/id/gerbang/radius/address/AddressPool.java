package id.gerbang.radius.address;

import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Station;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One pool in memory: who has which address, and the addresses in hand that are nobody's. Bounded
 * by the pool's own size. Asked from every event loop at once: a subscriber's lease is found or
 * made in one step of a concurrent map, and an address in hand leaves the queue once.
 */
final class AddressPool {

  /** Until its Start is heard of, an address given counts as in use. */
  private static final long UNTIL_START_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** More sessions at once than this with addresses of their own are nobody's household. */
  private static final int MOST_SLOTS = 64;

  private final Map<Holder, Lease> leases = new ConcurrentHashMap<>();

  /** Who was told of last with which address, until the table says it. */
  private final Map<Integer, Holder> restored = new HashMap<>();

  private final Queue<Integer> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inHand = new AtomicInteger();
  private final OpenSessions sessions;

  /** Whether there was nothing more to take in hand when it was last looked for. */
  private volatile boolean usedUp;

  /**
   * Whose a lease is.
   *
   * @param slot 0, and more for sessions at once
   */
  record Holder(long subscriberId, int slot) {}

  /**
   * An address that somebody has.
   *
   * @param leasedAt when it was first given: of two leases of one holder the earlier holds
   * @param station of the login that got it last, where that is known
   * @param givenAt nanoTime of that login
   * @param fresh whether that login was the first
   * @param own whether taking it back is this node's: of another's the table must be known
   */
  private record Lease(
      int address, Instant leasedAt, Station station, long givenAt, boolean fresh, boolean own) {

    Lease ownIf(boolean ours) {
      return new Lease(address, leasedAt, station, givenAt, fresh, ours);
    }

    boolean justGivenToAnother(Station other, long now) {
      return station.differsFrom(other) && now - givenAt < UNTIL_START_NANOS;
    }
  }

  /** How well it is known what other nodes did. */
  enum Knowledge {
    CURRENT,
    /** A lease of theirs may be another's by now. */
    BEHIND,
    /** So old that others may have taken over what is in hand. */
    OLD
  }

  /** What a login got: whether for the first time, and in which slot. */
  record Given(int address, int slot, boolean fresh) {}

  AddressPool(OpenSessions sessions) {
    this.sessions = sessions;
  }

  /**
   * The address of a login.
   *
   * @param sharedUsers sessions at once; 0: as many as they like
   */
  @Nullable Given lease(
      long subscriberId,
      int sharedUsers,
      Station station,
      Knowledge knowledge,
      Instant now,
      long nanos) {
    int slots = sharedUsers == 0 ? MOST_SLOTS : Math.min(sharedUsers, MOST_SLOTS);
    for (int slot = 0; slot < slots; slot++) {
      Holder holder = new Holder(subscriberId, slot);
      boolean only = slots == 1;
      Lease lease =
          leases.compute(
              holder,
              (same, known) ->
                  known == null || takenFrom(known.address(), subscriberId)
                      ? knowledge == Knowledge.OLD ? known : fresh(station, now, nanos)
                      : known.own() || knowledge == Knowledge.CURRENT
                          ? again(known, only, subscriberId, station, nanos)
                          : known);
      if (lease == null) {
        return null;
      }
      if (lease.givenAt() == nanos && lease.station().equals(station)) {
        return new Given(lease.address(), slot, lease.fresh());
      }
    }
    return null;
  }

  private @Nullable Lease fresh(Station station, Instant now, long nanos) {
    for (int tries = inHand.get(); tries > 0; tries--) {
      Integer address = free.poll();
      if (address == null) {
        return null;
      }
      if (sessions.at(address).isEmpty()) {
        inHand.decrementAndGet();
        return new Lease(address, now, station, nanos, true, true);
      }
      // Somebody has it by other ways: it waits for its end.
      free.add(address);
    }
    return null;
  }

  /** The only session's lease is this login's in any case; else another device keeps its own. */
  private Lease again(Lease known, boolean only, long subscriberId, Station station, long nanos) {
    boolean others =
        known.justGivenToAnother(station, nanos)
            || takenFrom(known.address(), subscriberId, station);
    return others && !only
        ? known
        : new Lease(known.address(), known.leasedAt(), station, nanos, false, known.own());
  }

  /** Whether another subscriber has it now. */
  private boolean takenFrom(int address, long subscriberId) {
    return sessions.at(address).stream().anyMatch(one -> one.subscriberId() != subscriberId);
  }

  /** Whether somebody else, or the same subscriber's other device, has it now. */
  private boolean takenFrom(int address, long subscriberId, Station station) {
    return sessions.at(address).stream()
        .anyMatch(
            one -> one.subscriberId() != subscriberId || Station.of(one).differsFrom(station));
  }

  /** The address that a subscriber would get again. */
  OptionalInt leaseOf(long subscriberId) {
    Lease lease = leases.get(new Holder(subscriberId, 0));
    return lease == null ? OptionalInt.empty() : OptionalInt.of(lease.address());
  }

  /** Takes an address in hand that is nobody's. */
  void add(int address) {
    free.add(address);
    inHand.incrementAndGet();
    usedUp = false;
  }

  /** Lets go of some addresses in hand, at most so many: they are nobody's here from now on. */
  List<Integer> letGo(int most) {
    List<Integer> gone = new ArrayList<>();
    while (gone.size() < most) {
      Integer address = free.poll();
      if (address == null) {
        return gone;
      }
      inHand.decrementAndGet();
      gone.add(address);
    }
    return gone;
  }

  /** Nothing more was found to take in hand: until something is, no login is a reason to look. */
  void foundUsedUp() {
    usedUp = true;
  }

  boolean isUsedUp() {
    return usedUp;
  }

  /** Notes a lease that the table has; of two of one holder the earlier holds. */
  void learn(Holder holder, int address, Instant leasedAt, boolean own) {
    Lease told = new Lease(address, leasedAt, Station.UNKNOWN, 0, false, own);
    leases.merge(
        holder,
        told,
        (known, other) ->
            known.address() == other.address()
                ? known.ownIf(own)
                : other.leasedAt().isBefore(known.leasedAt()) ? other : known);
  }

  /**
   * Takes in a lease that is told after all others so far: whoever had its address has not. Before
   * the first login.
   */
  void restore(Holder holder, int address, Instant leasedAt, boolean own) {
    Holder before = restored.put(address, holder);
    if (before != null) {
      leases.computeIfPresent(before, (same, lease) -> lease.address() == address ? null : lease);
    }
    learn(holder, address, leasedAt, own);
  }

  /**
   * Follows what the table says of some addresses: each is out of our hand, and nobody's but its
   * holder's.
   *
   * @param holders by address; empty: in a node's hand
   * @return those that we had as another's
   */
  Set<Integer> told(Map<Integer, Optional<Holder>> holders) {
    restored.clear();
    drop(holders::containsKey);
    Set<Integer> lost = new HashSet<>();
    leases.forEach(
        (who, known) -> {
          Lease lease = known;
          while (lease != null && isAnothers(holders.get(lease.address()), who)) {
            if (leases.remove(who, lease)) {
              lost.add(lease.address());
            }
            lease = leases.get(who); // a login may have renewed it meanwhile
          }
        });
    return lost;
  }

  private static boolean isAnothers(@Nullable Optional<Holder> holder, Holder who) {
    return holder != null && !holder.equals(Optional.of(who));
  }

  /** Forgets addresses that are not this pool's any more. */
  void keep(IntPredicate ours) {
    drop(address -> !ours.test(address));
    leases.values().removeIf(lease -> !ours.test(lease.address()));
  }

  /** What a login takes meanwhile is not counted twice. */
  private void drop(Predicate<Integer> unwanted) {
    for (Integer address : free) {
      if (unwanted.test(address) && free.remove(address)) {
        inHand.decrementAndGet();
      }
    }
  }

  /**
   * Takes a lease back, unless its holder has just come again. One that the table alone has, as two
   * nodes gave the holder an address each, is not his any more: he would get the other.
   *
   * @return whether it is taken back: from here on its holder would get another address
   */
  boolean takeBack(Holder holder, int address, long nanos) {
    if (!sessions.at(address).isEmpty()) {
      return false;
    }
    boolean[] taken = {true};
    leases.computeIfPresent(
        holder,
        (same, lease) -> {
          boolean idle = lease.givenAt() == 0 || nanos - lease.givenAt() >= UNTIL_START_NANOS;
          boolean his = lease.address() == address;
          taken[0] = !his || idle;
          return his && idle ? null : lease;
        });
    return taken[0];
  }

  /** Each lease, as it can be learned again. */
  void forEach(Told each) {
    leases.forEach(
        (holder, lease) -> each.lease(holder, lease.address(), lease.leasedAt(), lease.own()));
  }

  /** Is told a lease. */
  interface Told {
    void lease(Holder holder, int address, Instant leasedAt, boolean own);
  }

  /** Whether a subscriber has an address that no other node can give away. */
  boolean keeps(long subscriberId) {
    Lease lease = leases.get(new Holder(subscriberId, 0));
    return lease != null && lease.own();
  }

  /** Whether an address is in hand, or a lease. All of both is looked through. */
  boolean has(int address) {
    return free.contains(address)
        || leases.values().stream().anyMatch(lease -> lease.address() == address);
  }

  /** How many addresses are in hand that are nobody's. */
  int inHand() {
    return inHand.get();
  }

  /** How many of them nobody came to by other ways. */
  int givable() {
    return (int) free.stream().filter(address -> sessions.at(address).isEmpty()).count();
  }

  int leased() {
    return leases.size();
  }
}
