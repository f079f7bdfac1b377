package id.gerbang.core.access;

import id.gerbang.core.dictionary.EncodedAttribute;
import id.gerbang.core.plan.RateLimit;
import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What billing's tables say of one subscriber, as far as the packet path needs it: a row of the
 * view {@code entitlement}. Facts and instants only; what they mean now is {@link AccessPolicy}'s
 * to say.
 *
 * @param credentialVersion grows with each new password or username: a session of an older one is
 *     dropped
 * @param activeUntil prepaid: expired from this instant on
 * @param unpaid what non-payment did, until payment undoes it
 * @param hold isolation or a pause by hand, until undone by hand or by its own end
 * @param rateLimit absent: the plan sets none
 * @param pool Framed-Pool; absent: the PPP profile's
 * @param addressList Mikrotik-Address-List of an ordinary grant, never absent: CoA can replace a
 *     list, not clear it
 * @param sessions how many at once, from which devices, and where
 * @param addressPool the pool of ours that its address comes from; {@code pool} is its fall-back
 * @param routes Framed-Route, as RouterOS reads each
 * @param attributes of the subscription, the plan and the ISP's defaults, the first that names one
 *     winning; in order of their names
 */
public record Entitlement(
    long subscriberId,
    String username,
    int credentialVersion,
    boolean terminated,
    Optional<Unpaid> unpaid,
    Optional<Hold> hold,
    Optional<Instant> activeUntil,
    Optional<Inet4Address> staticIp,
    Optional<RateLimit> rateLimit,
    Optional<String> pool,
    String addressList,
    SessionRules sessions,
    Optional<Long> addressPool,
    List<String> routes,
    Ipv6 ipv6,
    List<ExtraAttribute> attributes) {

  /** Of a plan that sets nothing beyond rate, pool and list, and nobody slowed. */
  public Entitlement(
      long subscriberId,
      String username,
      int credentialVersion,
      boolean terminated,
      Optional<Unpaid> unpaid,
      Optional<Hold> hold,
      Optional<Instant> activeUntil,
      Optional<Inet4Address> staticIp,
      Optional<RateLimit> rateLimit,
      Optional<String> pool,
      String addressList) {
    this(
        subscriberId,
        username,
        credentialVersion,
        terminated,
        unpaid,
        hold,
        activeUntil,
        staticIp,
        rateLimit,
        pool,
        addressList,
        SessionRules.NONE,
        Optional.empty(),
        List.of(),
        Ipv6.NONE,
        List.of());
  }

  /** Whether this is what non-payment did. */
  public boolean nonPaymentDid(Unpaid.Action action) {
    return unpaid.isPresent() && unpaid.get().action() == action;
  }

  /** What each direction has at most where payment is late, and isolation has not come yet. */
  public Optional<RateLimit.Pair> slowed() {
    return unpaid.flatMap(Unpaid::most);
  }

  /**
   * What the ISP takes away from a subscriber who does not pay. One field of an entitlement, since
   * there are many.
   *
   * @param most of the action {@code SLOW}: of each direction
   */
  public record Unpaid(Action action, Optional<RateLimit.Pair> most) {

    public static final Unpaid ISOLATE = new Unpaid(Action.ISOLATE, Optional.empty());
    public static final Unpaid SUSPEND = new Unpaid(Action.SUSPEND, Optional.empty());

    /** How much it takes away. */
    public enum Action {
      SLOW,
      ISOLATE,
      SUSPEND
    }

    public Unpaid {
      if (most.isPresent() != (action == Action.SLOW)) {
        throw new IllegalArgumentException("a rate belongs to SLOW, and SLOW has one");
      }
    }

    public static Unpaid slow(RateLimit.Pair most) {
      return new Unpaid(Action.SLOW, Optional.of(most));
    }
  }

  /**
   * Staff keep a subscriber from what was sold.
   *
   * @param paused kept out, for a customer who is away; otherwise isolated
   */
  public record Hold(Optional<Instant> until, boolean paused) {

    /** Isolation. */
    public Hold(Optional<Instant> until) {
      this(until, false);
    }
  }

  /**
   * How many sessions at once, from which devices, and where.
   *
   * @param sharedUsers sessions at once; 0: as many as they like
   * @param macs of {@link MacPolicy#LIST}: 12 lower-case hex digits each
   * @param macsSince of {@link MacPolicy#FIRST}: what was learned before is forgotten
   * @param macLogin whether the device whose MAC the username is needs no password
   * @param router the only one of ours that lets it in; empty: any
   */
  public record SessionRules(
      int sharedUsers,
      OnLimit onLimit,
      MacPolicy macPolicy,
      List<String> macs,
      Optional<Instant> macsSince,
      boolean macLogin,
      Optional<Long> router) {

    public static final SessionRules NONE =
        new SessionRules(0, OnLimit.DROP_OLDEST, MacPolicy.OFF, List.of(), Optional.empty());

    /** Of a subscriber who logs in by password, on any router. */
    public SessionRules(
        int sharedUsers,
        OnLimit onLimit,
        MacPolicy macPolicy,
        List<String> macs,
        Optional<Instant> macsSince) {
      this(sharedUsers, onLimit, macPolicy, macs, macsSince, false, Optional.empty());
    }
  }

  /** What becomes of a login over the limit. */
  public enum OnLimit {
    REFUSE,
    DROP_OLDEST
  }

  /** Which Calling-Station-Ids may log in. */
  public enum MacPolicy {
    OFF,
    /** The first that did, until the customer changes device. */
    FIRST,
    LIST
  }

  /** IPv6 of a session: prefixes of its own, and pools by their names on the router. */
  public record Ipv6(
      Optional<Ipv6Prefix> framedPrefix,
      Optional<Ipv6Prefix> delegatedPrefix,
      Optional<String> framedPool,
      Optional<String> delegatedPool) {

    public static final Ipv6 NONE =
        new Ipv6(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same, where a prefix of its own stands instead of a pool. */
    Ipv6 settled() {
      if (framedPrefix.isEmpty() && delegatedPrefix.isEmpty()) {
        return this;
      }
      return new Ipv6(
          framedPrefix,
          delegatedPrefix,
          framedPrefix.isPresent() ? Optional.empty() : framedPool,
          delegatedPrefix.isPresent() ? Optional.empty() : delegatedPool);
    }
  }

  /**
   * An attribute of the dictionary, by name, and its value as text.
   *
   * @param encoded as a reply carries it, where replies are written; equal texts mean equal octets
   */
  public record ExtraAttribute(String name, String value, Optional<EncodedAttribute> encoded) {

    public ExtraAttribute(String name, String value) {
      this(name, value, Optional.empty());
    }

    /** By meaning: the octets follow from name and text, where they are there at all. */
    @Override
    public boolean equals(Object other) {
      return other instanceof ExtraAttribute that
          && name.equals(that.name)
          && value.equals(that.value)
          && encoded.isPresent() == that.encoded.isPresent();
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, value);
    }
  }

  /** The same with these attributes instead. */
  public Entitlement with(List<ExtraAttribute> others) {
    return with(activeUntil, others);
  }

  /** The same, expiring never. */
  public Entitlement endless() {
    return with(Optional.empty(), attributes);
  }

  private Entitlement with(Optional<Instant> end, List<ExtraAttribute> others) {
    return new Entitlement(
        subscriberId,
        username,
        credentialVersion,
        terminated,
        unpaid,
        hold,
        end,
        staticIp,
        rateLimit,
        pool,
        addressList,
        sessions,
        addressPool,
        routes,
        ipv6,
        others);
  }
}
