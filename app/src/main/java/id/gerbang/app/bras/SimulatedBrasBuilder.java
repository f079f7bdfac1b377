package id.gerbang.app.bras;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The settings of a {@link SimulatedBras}, as {@code /radius} and {@code /ppp} have them. */
public final class SimulatedBrasBuilder {

  private static final Duration TICK = Duration.ofMillis(100);

  private final InetAddress address;
  private final Map<String, AddressPool> pools = new HashMap<>();
  private AddressPool profilePool = new AddressPool(parse("10.100.0.2"));
  private String identity = "BRAS-01";
  private String pppoeService = "pppoe-isp";
  private String pppoeInterface = "ether2";
  private Duration interimUpdate = Duration.ZERO;
  private int authPort = 1812;
  private int acctPort = 1813;
  private Optional<Duration> ownTick = Optional.empty();

  InetAddress serverAddress = parse("127.0.0.1");
  String secret = "";
  int coaPort = 3799;
  Duration timeout = Duration.ofMillis(300);
  boolean requireMessageAuthenticator = true;
  boolean automaticInterims;
  Optional<Duration> redialAfter = Optional.empty();
  Clock clock = Clock.systemUTC();
  Consumer<BrasEvent> listener = event -> {};

  SimulatedBrasBuilder(String address) {
    this.address = parse(address);
  }

  /** {@code /system identity}, which NAS-Identifier carries. */
  public SimulatedBrasBuilder identity(String identity) {
    this.identity = identity;
    return this;
  }

  public SimulatedBrasBuilder server(String address, int authPort, int acctPort) {
    this.serverAddress = parse(address);
    this.authPort = authPort;
    this.acctPort = acctPort;
    return this;
  }

  public SimulatedBrasBuilder secret(String secret) {
    this.secret = secret;
    return this;
  }

  /** Where CoA is heard; 0: any free port. */
  public SimulatedBrasBuilder coaPort(int port) {
    this.coaPort = port;
    return this;
  }

  /** The wait for a reply to each of the three tries. */
  public SimulatedBrasBuilder timeout(Duration timeout) {
    this.timeout = timeout;
    return this;
  }

  /** As before RouterOS 7.15: Message-Authenticator is neither sent nor demanded. */
  public SimulatedBrasBuilder withoutMessageAuthenticator() {
    this.requireMessageAuthenticator = false;
    return this;
  }

  public SimulatedBrasBuilder pppoeServer(String service, String interfaceName) {
    this.pppoeService = service;
    this.pppoeInterface = interfaceName;
    return this;
  }

  /** A pool that Framed-Pool may name. */
  public SimulatedBrasBuilder pool(String name, String firstAddress) {
    pools.put(name, new AddressPool(parse(firstAddress)));
    return this;
  }

  /** The pool of the PPP profile, for Accepts that name neither address nor pool. */
  public SimulatedBrasBuilder profilePool(String firstAddress) {
    this.profilePool = new AddressPool(parse(firstAddress));
    return this;
  }

  /** {@code /ppp aaa interim-update}, for Accepts without Acct-Interim-Interval; zero: none. */
  public SimulatedBrasBuilder interimUpdate(Duration interval) {
    this.interimUpdate = interval;
    return this;
  }

  /** Lets {@link SimulatedBras#tick} send the interims that are due. */
  public SimulatedBrasBuilder automaticInterims() {
    this.automaticInterims = true;
    return this;
  }

  /** Modems that lose their session dial again after this wait, until they are let in. */
  public SimulatedBrasBuilder redialAfter(Duration wait) {
    this.redialAfter = Optional.of(wait);
    return this;
  }

  /** The BRAS ticks by itself, ten times a second. */
  public SimulatedBrasBuilder ownTimer() {
    this.ownTick = Optional.of(TICK);
    return this;
  }

  public SimulatedBrasBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Told of each event on the thread that it happens on; must be quick. */
  public SimulatedBrasBuilder listener(Consumer<BrasEvent> listener) {
    this.listener = listener;
    return this;
  }

  /** A running BRAS, listening for CoA. */
  public SimulatedBras start() {
    SimulatedBras bras = new SimulatedBras(this);
    bras.start(ownTick);
    return bras;
  }

  RouterFacts router() {
    return new RouterFacts(address, identity, pppoeService, pppoeInterface);
  }

  InetSocketAddress authServer() {
    return new InetSocketAddress(serverAddress, authPort);
  }

  InetSocketAddress acctServer() {
    return new InetSocketAddress(serverAddress, acctPort);
  }

  PppProfile profile() {
    return new PppProfile(new AddressPools(profilePool, pools), interimUpdate);
  }

  private static InetAddress parse(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException wrong) {
      throw new IllegalArgumentException("not an IP address: " + address, wrong);
    }
  }
}
