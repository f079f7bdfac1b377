package id.gerbang.billing.verification;

import id.gerbang.billing.backup.LinkFacts;
import id.gerbang.billing.verification.Facts.Macs;
import id.gerbang.routeros.Password;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.standin.StandInRouter;
import id.gerbang.routeros.standin.Wire;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The paper's pair of routers, wired together: customer 3067 at the POP, and beyond LTE. Read over
 * the API as the service reads them.
 */
final class WiredLink implements AutoCloseable {

  static final LinkFacts LINK =
      new LinkFacts(
          1,
          1,
          1,
          3067,
          1,
          "103.245.179.46",
          443,
          "ether2",
          "ether2",
          "10.10.10.1",
          "10.10.10.2",
          "USER-3067");
  static final String OFFICE = "AA:00:00:00:00:01";
  static final String BRANCH = "BB:00:00:00:00:02";

  private static final String POP =
      """
      /ip address add address=103.245.179.46/29 interface=ether1 comment="isp:gsm:pop:wan"
      /interface vlan add name=VLAN-USER-3067 vlan-id=3067 interface=ether2 comment="isp:gsm:3067:vlan"
      /interface sstp-server server set enabled=yes default-profile=default-encryption authentication=mschap2
      /ppp secret add name=USER-3067 password=kT7vQm2xWp service=sstp local-address=10.10.10.1 remote-address=10.10.10.2 comment="isp:gsm:3067:secret"
      /interface eoip add name=USER-3067 local-address=10.10.10.1 remote-address=10.10.10.2 tunnel-id=3067 comment="isp:gsm:3067:eoip"
      /interface bridge add name=BR-USER-3067 protocol-mode=none comment="isp:gsm:3067:bridge"
      /interface bridge port add bridge=BR-USER-3067 interface=USER-3067 comment="isp:gsm:3067:port-eoip"
      /interface bridge port add bridge=BR-USER-3067 interface=VLAN-USER-3067 comment="isp:gsm:3067:port-vlan"
      """;
  private static final String CUSTOMER =
      """
      /interface sstp-client add name=SSTP-USER-3067 connect-to=103.245.179.46 user=USER-3067 password=kT7vQm2xWp profile=default-encryption add-default-route=no disabled=no comment="isp:gsm:3067:sstp"
      /interface eoip add name=USER-3067 local-address=10.10.10.2 remote-address=10.10.10.1 tunnel-id=3067 comment="isp:gsm:3067:eoip"
      /interface bridge add name=BR-USER-3067 protocol-mode=none comment="isp:gsm:3067:bridge"
      /interface bridge port add bridge=BR-USER-3067 interface=USER-3067 comment="isp:gsm:3067:port-eoip"
      /interface bridge port add bridge=BR-USER-3067 interface=ether2 comment="isp:gsm:3067:port-lan"
      """;

  final StandInRouter pop;
  final StandInRouter customer;
  final Wire wire;
  private final MovedClock clock = new MovedClock();
  private final Protocol protocol;

  WiredLink(String version, Protocol protocol) {
    this.protocol = protocol;
    pop = StandInRouter.version(version).clock(clock).start();
    customer = StandInRouter.version(version).clock(clock).start();
    for (StandInRouter router : new StandInRouter[] {pop, customer}) {
      router.user("gerbang", "rahasia", "read,test,api,rest-api");
    }
    customer.modem("lte1");
    pop.host("ether2", 3067, OFFICE);
    customer.host("ether2", 0, BRANCH);
    pop.importRsc(POP);
    customer.importRsc(CUSTOMER);
    wire = StandInRouter.wire(pop, "ether1", customer, "lte1");
    pop.rates("USER-3067", 120_000, 980_000);
  }

  /** Longer than EoIP takes to find its far end gone. */
  void later() {
    clock.now = clock.now.plus(Duration.ofSeconds(101));
  }

  Verdict verdict() {
    return verdict(true, RadiusView.NONE, Macs.NONE, false);
  }

  /** As seen from the POP alone: the customer's router is behind the operator's NAT. */
  Verdict fromThePop(RadiusView radius) {
    return verdict(false, radius, Macs.NONE, false);
  }

  Verdict verdict(boolean both, RadiusView radius, Macs before, boolean fibreBack) {
    Optional<Reading> there = both ? Optional.of(customerReading()) : Optional.empty();
    return Verdict.of(new Facts(LINK, Optional.of(popReading()), there, radius, before, fibreBack));
  }

  Reading popReading() {
    try (RouterOs router = RouterOs.open(address(pop))) {
      return RouterReading.pop(router, LINK);
    }
  }

  Reading customerReading() {
    try (RouterOs router = RouterOs.open(address(customer))) {
      return RouterReading.customer(router, LINK);
    }
  }

  private RouterAddress address(StandInRouter router) {
    return RouterAddress.of("127.0.0.1", protocol, "gerbang", new Password("rahasia"))
        .atPort(router.port(protocol == Protocol.API ? "api" : "www"));
  }

  @Override
  public void close() {
    pop.close();
    customer.close();
  }

  /** A clock that stands until it is moved. */
  private static final class MovedClock extends Clock {

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
