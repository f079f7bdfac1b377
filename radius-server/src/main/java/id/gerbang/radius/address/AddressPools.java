package id.gerbang.radius.address;

import id.gerbang.core.access.Grant;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.accounting.JournalEntry;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.Station;
import java.net.Inet4Address;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * All pools in memory, and the one question that a login has: which address? A lease is kept from
 * session to session; it is given at once and carried to the table by the journal.
 */
public final class AddressPools {

  /** At a start, the table is read within this, or the database is away. */
  private static final long READ_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Half of what an address rests that another node has taken back. */
  private static final long CURRENT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Half of the day after which others take a node for gone. */
  private static final long OURS_NANOS = TimeUnit.HOURS.toNanos(12);

  private final Map<Long, AddressPool> pools = new ConcurrentHashMap<>();
  private final Journal journal;
  private final OpenSessions sessions;
  private final Clock clock;
  private final long startedAt = System.nanoTime();

  /** When the table was last read; 0: never. */
  private volatile long readAt;

  private volatile Runnable wanted = () -> {};

  /**
   * @param sessions whose addresses are nobody else's, whatever the leases say
   */
  public AddressPools(Journal journal, OpenSessions sessions, Clock clock) {
    this.journal = journal;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** What becomes of a grant that names a pool of ours. */
  public sealed interface Placement {

    /** It has its address, or the router's own pool instead. */
    record Placed(Grant grant) implements Placement {}

    /** There is no address. */
    record Empty() implements Placement {}

    /** It is not known yet who has which address. */
    record NotYet() implements Placement {}
  }

  /**
   * Gives a login its address.
   *
   * @param sharedUsers sessions at once; 0: as many as they like
   * @param station who calls: another one is another session
   */
  public Placement place(Grant grant, long subscriberId, int sharedUsers, Station station) {
    if (grant.addressPool().isEmpty()) {
      return new Placement.Placed(grant);
    }
    if (readAt == 0
        && System.nanoTime() - startedAt < READ_WITHIN_NANOS
        && !keeps(grant.addressPool().get(), subscriberId)) {
      return new Placement.NotYet();
    }
    return lease(grant.addressPool().get(), subscriberId, sharedUsers, station)
        .<Placement>map(address -> new Placement.Placed(grant.at(address)))
        .orElseGet(() -> without(grant));
  }

  /** What a login would get, without giving it. */
  public Placement rehearse(Grant grant, long subscriberId) {
    if (grant.addressPool().isEmpty()) {
      return new Placement.Placed(grant);
    }
    AddressPool pool = pools.get(grant.addressPool().get());
    return pool == null || pool.leaseOf(subscriberId).isEmpty()
        ? new Placement.Placed(grant)
        : new Placement.Placed(grant.at(Ipv4Number.address(pool.leaseOf(subscriberId).getAsInt())));
  }

  private boolean keeps(long poolId, long subscriberId) {
    AddressPool pool = pools.get(poolId);
    return pool != null && pool.keeps(subscriberId);
  }

  private static Placement without(Grant grant) {
    return grant.framedPool().isPresent() ? new Placement.Placed(grant) : new Placement.Empty();
  }

  private Optional<Inet4Address> lease(
      long poolId, long subscriberId, int sharedUsers, Station station) {
    AddressPool pool = pools.get(poolId);
    if (pool == null) {
      return Optional.empty();
    }
    AddressPool.Given given =
        pool.lease(
            subscriberId, sharedUsers, station, knowledge(), clock.instant(), System.nanoTime());
    if (given == null) {
      if (pool.inHand() == 0 && !pool.isUsedUp()) {
        wanted.run();
      }
      return Optional.empty();
    }
    if (given.fresh()) {
      // Lost, the session's own reports still keep the address from everybody else.
      journal.append(
          new JournalEntry.Leased(
                  poolId, given.address(), subscriberId, given.slot(), clock.instant())
              .encode(),
          Journal.Receipt.NONE);
      wanted.run();
    }
    return Optional.of(Ipv4Number.address(given.address()));
  }

  private AddressPool.Knowledge knowledge() {
    long age = System.nanoTime() - readAt;
    if (readAt == 0 || (age >= CURRENT_NANOS && age < OURS_NANOS)) {
      return AddressPool.Knowledge.BEHIND;
    }
    return age < CURRENT_NANOS ? AddressPool.Knowledge.CURRENT : AddressPool.Knowledge.OLD;
  }

  /**
   * A lease as a snapshot keeps it.
   *
   * @param address as 32 bits
   * @param own whether it is this node's to take back
   */
  public record Kept(
      long poolId, long subscriberId, int slot, int address, Instant leasedAt, boolean own) {}

  /** Every lease. Addresses in hand are not kept: one may be given after it was written. */
  public void forEach(Consumer<Kept> each) {
    pools.forEach(
        (poolId, pool) ->
            pool.forEach(
                (holder, address, leasedAt, own) ->
                    each.accept(
                        new Kept(
                            poolId,
                            holder.subscriberId(),
                            holder.slot(),
                            address,
                            leasedAt,
                            own))));
  }

  /** Takes in a lease that a snapshot or the journal tells of: whoever had the address has not. */
  public void restore(Kept lease) {
    pool(lease.poolId())
        .restore(
            new AddressPool.Holder(lease.subscriberId(), lease.slot()),
            lease.address(),
            lease.leasedAt(),
            lease.own());
  }

  /** Takes back what a damaged snapshot brought. */
  public void clear() {
    pools.clear();
  }

  /** How many addresses are in hand that are nobody's. */
  public long inHand() {
    return pools.values().stream().mapToLong(AddressPool::inHand).sum();
  }

  /** How many subscribers have one. */
  public long leased() {
    return pools.values().stream().mapToLong(AddressPool::leased).sum();
  }

  AddressPool pool(long poolId) {
    return pools.computeIfAbsent(poolId, id -> new AddressPool(sessions));
  }

  /**
   * Pools that are gone, and addresses that pools had before, are forgotten; new ones have no
   * address in hand yet.
   */
  void keep(AddressRanges ranges) {
    pools.keySet().removeIf(id -> ranges.of(id).isEmpty());
    pools.forEach((id, pool) -> pool.keep(address -> ranges.hold(id, address)));
  }

  /**
   * @param more told when addresses in hand became fewer; must not wait
   */
  void whenWanted(Runnable more) {
    wanted = more;
  }

  /** The table has been read. */
  void known() {
    readAt = System.nanoTime();
  }
}
