package id.gerbang.billing.pop;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.pool.AddressRange;
import java.net.Inet4Address;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A POP as it is to be: its name and address are needed.
 *
 * @param routerId left out: the router of ours that has its address
 * @param innerRemotes such as {@code 10.10.10.2-10.10.255.254}; left out: what follows its own end
 *     in its /16
 */
public record SavePop(
    @Nullable String externalId,
    @Nullable String name,
    @Nullable Long routerId,
    @Nullable String address,
    @Nullable Integer sstpPort,
    @Nullable String wanInterface,
    @Nullable String vlanInterface,
    @Nullable String innerLocal,
    @Nullable String innerRemotes,
    @Nullable Capacity capacity,
    @Nullable Upe upe) {

  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_TEXT = 255;
  private static final int SSTP_PORT = 443;
  private static final int LAST_PORT = 65_535;
  private static final Inet4Address FIRST_LOCAL = Ipv4.of(0x0a0a_0a01L);
  private static final long REST_OF_16 = 0xffff;

  /**
   * What it carries, in bit/s, as somebody measured it.
   *
   * @param download towards customers
   * @param measuredAt left out: now
   * @param measuredBy left out: whoever says so
   */
  public record Capacity(
      @Nullable Long download,
      @Nullable Long upload,
      @Nullable Instant measuredAt,
      @Nullable String measuredBy) {

    private void check(Checks checks, Instant now) {
      checks.that(download != null && download > 0, "capacity.download", "is in bit/s, above 0");
      checks.that(upload != null && upload > 0, "capacity.upload", "is in bit/s, above 0");
      checks.that(
          measuredAt == null || !measuredAt.isAfter(now),
          "capacity.measuredAt",
          "has not come yet");
      checks.optionalText(measuredBy, "capacity.measuredBy", LONGEST_TEXT);
    }
  }

  /**
   * The provider edge that faces it, for the work order of a link.
   *
   * @param peer of the xconnect
   */
  public record Upe(
      @Nullable String device,
      @JsonProperty("interface") @Nullable String interfaceName,
      @Nullable String peer) {

    private static final Upe NONE = new Upe(null, null, null);

    private void check(Checks checks) {
      text(checks, "upe.device", device);
      text(checks, "upe.interface", interfaceName);
      text(checks, "upe.peer", peer);
    }

    private static void text(Checks checks, String field, @Nullable String given) {
      if (given != null) {
        InterfaceName.checked(checks, field, given, given);
      }
    }
  }

  /** One that nobody entered yet, at which a link is to end. */
  static SavePop at(
      PopAddress address,
      @Nullable String wanInterface,
      @Nullable String vlanInterface,
      @Nullable String innerLocal) {
    return new SavePop(
        null,
        "POP " + address.host(),
        null,
        address.toString(),
        null,
        wanInterface,
        vlanInterface,
        innerLocal,
        null,
        null,
        null);
  }

  /** Names every field that is wrong. */
  WantedPop checked(Instant now, String by) {
    Checks checks = new Checks();
    checks.optionalText(externalId, "externalId", LONGEST_TEXT);
    checks.text(name, "name", LONGEST_NAME);
    Optional<PopAddress> uplink = Optional.ofNullable(address).flatMap(PopAddress::parse);
    checks.that(uplink.isPresent(), "address", PopAddress.WHAT);
    int port = Objects.requireNonNullElse(sstpPort, SSTP_PORT);
    checks.that(port >= 1 && port <= LAST_PORT, "sstpPort", "is from 1 to " + LAST_PORT);
    Optional<Inet4Address> local =
        innerLocal == null ? Optional.of(FIRST_LOCAL) : Ipv4.parse(innerLocal);
    checks.that(
        local.filter(end -> Ipv4.isHost(end, Ipv4.BITS)).isPresent(),
        "innerLocal",
        "is a host's IPv4 address");
    AddressRange remotes = remotes(checks, local.orElse(FIRST_LOCAL));
    if (capacity != null) {
      capacity.check(checks, now);
    }
    Upe edge = Objects.requireNonNullElse(upe, Upe.NONE);
    edge.check(checks);
    String wan = InterfaceName.checked(checks, "wanInterface", wanInterface, "ether1");
    String vlan = InterfaceName.checked(checks, "vlanInterface", vlanInterface, "ether2");
    checks.done();
    return new WantedPop(
        externalId,
        Objects.requireNonNull(name),
        routerId,
        uplink.orElseThrow().toString(),
        port,
        wan,
        vlan,
        local.orElseThrow().getHostAddress(),
        remotes.firstText(),
        remotes.lastText(),
        capacity == null ? null : capacity.download(),
        capacity == null ? null : capacity.upload(),
        capacity == null ? null : Objects.requireNonNullElse(capacity.measuredAt(), now),
        capacity == null ? null : Objects.requireNonNullElse(capacity.measuredBy(), by),
        edge.device(),
        edge.interfaceName(),
        edge.peer());
  }

  private AddressRange remotes(Checks checks, Inet4Address local) {
    long next = Ipv4.number(local) + 1;
    AddressRange rest =
        new AddressRange(Ipv4.of(next), Ipv4.of(Math.max(next, (next | REST_OF_16) - 1)));
    return innerRemotes == null
        ? rest
        : AddressRange.parse(innerRemotes, checks, "innerRemotes").orElse(rest);
  }
}
