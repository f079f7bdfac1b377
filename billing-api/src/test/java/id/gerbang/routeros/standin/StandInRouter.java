package id.gerbang.routeros.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A RouterOS of one release on loopback ports, for tests. It comes as from the factory without a
 * default configuration: ether ports, the profiles and groups that are always there, user `admin`
 * without a password.
 */
public final class StandInRouter implements AutoCloseable {

  /** One for all: two may be wired together, and what one is told changes the other. */
  static final Object LOCK = new Object();

  static final Set<String> EVERYTHING =
      Set.of(
          "local",
          "telnet",
          "ssh",
          "ftp",
          "reboot",
          "read",
          "write",
          "policy",
          "test",
          "winbox",
          "password",
          "web",
          "sniff",
          "sensitive",
          "api",
          "romon",
          "rest-api");

  private static final Commands.Login ADMIN = new Commands.Login("admin", EVERYTHING);
  private static final int SESSIONS = 20;
  private static final Query ALL = new Query(List.of());

  /** How a stand-in is made. */
  public static final class Builder {

    private final RouterOsVersion version;
    private Clock clock = Clock.systemUTC();
    private int ports = 5;
    private boolean userManager;
    private @Nullable SSLContext tls;
    private Charset encoding = StandardCharsets.UTF_8;

    private Builder(String version) {
      this.version = RouterOsVersion.of(version);
    }

    public Builder clock(Clock moved) {
      this.clock = moved;
      return this;
    }

    /** How many ether ports it has. */
    public Builder ports(int count) {
      this.ports = count;
      return this;
    }

    /** The package `user-manager` is installed. */
    public Builder withUserManager() {
      this.userManager = true;
      return this;
    }

    /** What `api-ssl` and `www-ssl` show; without it they answer no handshake. */
    public Builder tls(SSLContext context) {
      this.tls = context;
      return this;
    }

    /** How what people typed is written on the wire: RouterOS keeps bytes and knows no encoding. */
    public Builder encoding(Charset charset) {
      this.encoding = charset;
      return this;
    }

    public StandInRouter start() {
      return new StandInRouter(this);
    }
  }

  private final RouterOsVersion version;
  private final Clock clock;
  private final Charset encoding;
  private final @Nullable SSLContext tls;
  private final Tree tree;
  private final Commands commands;
  private final Faults faults = new Faults(this);
  private final Sessions sessions = new Sessions(this);
  private final Interfaces interfaces = new Interfaces(this);
  private final Routes routes = new Routes(this);
  private final Watches watches = new Watches(this);
  private final Set<Wire> wires = new LinkedHashSet<>();
  private final Map<Bridges.Segment, Set<String>> hosts = new HashMap<>();
  private final Set<String> loops = new LinkedHashSet<>();
  private final Map<String, String> statuses = new HashMap<>();
  private final Map<String, Map<String, String>> rates = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private BiFunction<String, String, Optional<String>> radius =
      (user, password) -> Optional.empty();
  private boolean settling;
  private final Map<String, String> passwords = new HashMap<>();
  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, AutoCloseable> listening = new HashMap<>();
  private final Set<BinaryApi> connections = ConcurrentHashMap.newKeySet();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private boolean open;
  private Instant booted;

  private StandInRouter(Builder from) {
    version = from.version;
    clock = from.clock;
    encoding = from.encoding;
    tls = from.tls;
    booted = clock.instant();
    tree = new Tree(Schema.of(version, from.userManager ? Set.of("user-manager") : Set.of()));
    commands = new Commands(tree, version.major() >= 7, this::changed);
    Factory.fill(tree, version, from.ports, from.userManager);
    passwords.put("admin", "");
    commands.special("/system/reboot", arguments -> restart());
    commands.removal("/ppp/active", this::endSession);
    new Monitors(this).register(commands);
    open();
    settle();
  }

  /** A release such as `6.49.18` or `7.20.8`. */
  public static Builder version(String text) {
    return new Builder(text);
  }

  RouterOsVersion version() {
    return version;
  }

  Charset encoding() {
    return encoding;
  }

  Tree tree() {
    return tree;
  }

  Commands commands() {
    return commands;
  }

  Instant now() {
    return clock.instant();
  }

  public Faults faults() {
    return faults;
  }

  /** The port of a service on this machine: `api`, `api-ssl`, `www`, `www-ssl`. */
  public int port(String service) {
    return Optional.ofNullable(ports.get(service)).orElseThrow();
  }

  /** The commands that came over the API, REST or in scripts, in order: `admin /ppp/secret/add`. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  /** A user of a group whose policies are these, such as `read,write,api,rest-api`. */
  public void user(String name, String password, String policies) {
    synchronized (LOCK) {
      if (tree.named("/user/group", name).isEmpty()) {
        tree.put("/user/group", Map.of("name", name, "policy", policies));
      }
      passwords.put(name, password);
      tree.put("/user", Map.of("name", name, "group", name));
    }
  }

  /** The rows of a menu as its administrator sees them, with all that print can show. */
  public List<Map<String, String>> print(String menu) {
    return run(ADMIN, Commands.Way.SCRIPT, menu + "/print", Map.of("detail", ""), ALL).rows();
  }

  /** The one row whose property has this value. */
  public Map<String, String> print(String menu, String property, String value) {
    List<Map<String, String>> rows =
        print(menu).stream().filter(row -> value.equals(row.get(property))).toList();
    if (rows.size() != 1) {
      throw new AssertionError(
          rows.size() + " rows of " + menu + " with " + property + "=" + value);
    }
    return rows.get(0);
  }

  /**
   * Runs a script as the administrator: what it printed. The first error ends it, with its line and
   * column.
   */
  public List<String> importRsc(String script) {
    synchronized (LOCK) {
      seen.add("admin /import");
      return new Script(this, ADMIN, script).run();
    }
  }

  void readRsc(String script) {
    new Script(this, ADMIN, script).read();
  }

  /** What `/export` prints; passwords as the release hides or shows them by itself. */
  public String export() {
    return export(version.major() < 7);
  }

  public String export(boolean withPasswords) {
    synchronized (LOCK) {
      settle();
      return new Export(tree, withPasswords).text();
    }
  }

  /** A row that the router writes itself, such as a session of User Manager: nothing is checked. */
  public void wrote(String menu, Map<String, String> values) {
    synchronized (LOCK) {
      tree.put(menu, values);
    }
  }

  /** A file that `/import` can read. */
  public void file(String name, String contents) {
    synchronized (LOCK) {
      files.put(name, contents);
    }
  }

  Map<String, String> files() {
    return files;
  }

  public Sessions sessions() {
    return sessions;
  }

  /** Plugs a cable between ports of two routers. */
  public static Wire wire(StandInRouter one, String port, StandInRouter other, String otherPort) {
    synchronized (LOCK) {
      Wire wire = new Wire(new Wire.End(one, port), new Wire.End(other, otherPort));
      one.settle();
      return wire;
    }
  }

  Set<Wire> wires() {
    return wires;
  }

  /** A USB modem is plugged in and appears as this LTE interface. */
  public void modem(String name) {
    synchronized (LOCK) {
      tree.put("/interface/lte", Map.of("name", name)).state.put("default-name", name);
      settle();
    }
  }

  /** Whether a port or modem has a link. */
  public void link(String port, boolean up) {
    synchronized (LOCK) {
      interfaces.links.put(port, up);
      settle();
    }
  }

  /**
   * What the operator gives a DHCP client or a modem: an address with its length, and the gateway.
   */
  public void lease(String port, String address, String gateway) {
    synchronized (LOCK) {
      routes.leases.put(port, new Routes.Lease(address, gateway));
      settle();
    }
  }

  /** An interface has received and sent this many bytes since it began. */
  public void counters(String name, long received, long sent) {
    synchronized (LOCK) {
      Row row = tree.named("/interface", name).orElseThrow();
      row.state.put("rx-byte", Long.toString(received));
      row.state.put("tx-byte", Long.toString(sent));
    }
  }

  /** A host behind an ether port, in a VLAN or untagged (0), that sends frames. */
  public void host(String port, int vlan, String mac) {
    synchronized (LOCK) {
      hosts
          .computeIfAbsent(new Bridges.Segment(this, port, vlan), none -> new LinkedHashSet<>())
          .add(mac);
      settle();
    }
  }

  Map<Bridges.Segment, Set<String>> hosts() {
    return hosts;
  }

  /** The bridges in which frames go round for ever now. */
  public Set<String> loops() {
    synchronized (LOCK) {
      settle();
      return Set.copyOf(loops);
    }
  }

  Set<String> loopsNow() {
    return loops;
  }

  /** Whether an address answers a ping; all do until a test says no. */
  public void answers(String address, boolean does) {
    change(routes.silent, address, !does);
  }

  /** Whether anything answers beyond this gateway, which itself does. */
  public void reaches(String gateway, boolean does) {
    change(routes.endsAt, gateway, !does);
  }

  private void change(Set<String> set, String address, boolean in) {
    synchronized (LOCK) {
      settle();
      if (in) {
        set.add(address);
      } else {
        set.remove(address);
      }
    }
  }

  /** What goes through an interface now, in bits a second. */
  public void rates(String name, long received, long sent) {
    synchronized (LOCK) {
      rates.put(
          name,
          Map.of(
              "rx-bits-per-second",
              Long.toString(received),
              "tx-bits-per-second",
              Long.toString(sent)));
    }
  }

  Map<String, String> rates(String name) {
    return rates.getOrDefault(name, Map.of("rx-bits-per-second", "0", "tx-bits-per-second", "0"));
  }

  Routes routes() {
    return routes;
  }

  /** What RADIUS answers to a user and a password: the address, or nothing for a Reject. */
  public void radius(BiFunction<String, String, Optional<String>> answers) {
    synchronized (LOCK) {
      radius = answers;
    }
  }

  BiFunction<String, String, Optional<String>> radius() {
    return radius;
  }

  Map<String, String> statuses() {
    return statuses;
  }

  Commands.Reply run(
      Commands.Login login,
      Commands.Way way,
      String path,
      Map<String, String> arguments,
      Query query) {
    synchronized (LOCK) {
      if (login != ADMIN || way != Commands.Way.SCRIPT) {
        seen.add(login.user() + " " + path);
      }
      settle();
      faults.check(path);
      try {
        return commands.run(login, way, path, arguments, query);
      } finally {
        settle();
      }
    }
  }

  /** The user of this name, when the password is right and the group may come this way. */
  Optional<Commands.Login> logIn(String name, String policy, Predicate<String> password) {
    synchronized (LOCK) {
      return tree.named("/user", name)
          .filter(Row::isEnabled)
          .filter(row -> password.test(passwords.getOrDefault(name, "")))
          .flatMap(row -> tree.named("/user/group", row.get("group")))
          .map(group -> new Commands.Login(name, Set.of(group.get("policy").split(","))))
          .filter(login -> login.may(policy));
    }
  }

  private void changed(Row row) {
    if (row.menu.path().equals("/user")) {
      String password = row.values.remove("password");
      if (password != null) {
        passwords.put(row.name(), password);
      }
    }
    if (row.menu.path().equals("/ip/service") && open) {
      open();
    }
  }

  /** Brings what follows from the settings and the world up to date, and tells those who listen. */
  void settle() {
    if (settling) {
      return;
    }
    Set<StandInRouter> all = Wire.together(this);
    all.forEach(router -> router.settling = true);
    all.forEach(StandInRouter::settleAlone);
    Tunnels tunnels = new Tunnels(all);
    tunnels.settleSstp();
    tunnels.settleEoip();
    all.forEach(router -> router.interfaces.settle());
    new Bridges(all, tunnels.peers()).settle();
    all.forEach(router -> router.routes.settle());
    all.forEach(router -> router.settling = false);
    // Scripts are commands, and each settles again.
    all.forEach(router -> router.watches.due().forEach(router::runByItself));
    all.forEach(router -> router.connections.forEach(BinaryApi::changed));
  }

  private void runByItself(Script script) {
    try {
      script.run();
    } catch (Script.Bad bad) {
      String message = String.valueOf(bad.getMessage());
      tree.put("/log", Map.of("topics", "script,error", "message", message));
    }
  }

  private void settleAlone() {
    tellTheTime();
    sessions.settle();
    interfaces.settle();
  }

  private void tellTheTime() {
    Row resource = tree.single("/system/resource");
    resource.state.put(
        "uptime",
        ValueType.printed(Duration.between(booted, now()).truncatedTo(ChronoUnit.SECONDS)));
    LocalDateTime shown = LocalDateTime.ofInstant(now().plus(faults.clockError()), ZoneOffset.UTC);
    Row clockRow = tree.single("/system/clock");
    String date = version.isFrom(7, 10) ? "yyyy-MM-dd" : "MMM/dd/yyyy";
    clockRow.state.put(
        "date",
        DateTimeFormatter.ofPattern(date, Locale.ENGLISH).format(shown).toLowerCase(Locale.ROOT));
    clockRow.state.put("gmt-offset", "+00:00");
    clockRow.state.put("time", DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).format(shown));
  }

  /** Starts again: connections end, ids are other ones, uptime is nothing. */
  public void reboot() {
    synchronized (LOCK) {
      restart();
    }
  }

  private List<Map<String, String>> restart() {
    dropConnections();
    sessions.endAll();
    tree.reboot();
    booted = now();
    settle();
    return List.of();
  }

  private void endSession(Row active) {
    if ("pppoe".equals(active.owner)) {
      sessions.end(active);
    } else {
      // The client dials again at once: a new session.
      tree.end(active);
    }
    settle();
  }

  void open() {
    synchronized (LOCK) {
      open = true;
      for (String service : List.of("api", "api-ssl", "www", "www-ssl")) {
        Optional<Row> row = tree.named("/ip/service", service);
        boolean enabled = row.filter(Row::isEnabled).isPresent();
        if (!enabled) {
          ports.computeIfAbsent(service, name -> freePort());
          stop(service);
        } else if (!listening.containsKey(service)) {
          listen(service);
        }
      }
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen(String service) {
    try {
      InetSocketAddress where =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getOrDefault(service, 0));
      boolean secure = service.endsWith("-ssl");
      if (service.startsWith("www")) {
        RestApi rest = new RestApi(this, service, where, secure ? tls : null);
        ports.put(service, rest.port());
        listening.put(service, rest);
        return;
      }
      SSLContext context = secure ? tls : null;
      ServerSocket socket =
          context == null
              ? new ServerSocket()
              : context.getServerSocketFactory().createServerSocket();
      socket.setReuseAddress(true);
      socket.bind(where);
      ports.put(service, socket.getLocalPort());
      Thread acceptor = new Thread(() -> accept(service, socket), "standin-" + service);
      acceptor.setDaemon(true);
      acceptor.start();
      listening.put(
          service,
          () -> {
            // The port is free when nobody waits on it any more.
            socket.close();
            acceptor.join();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(String service, ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        BinaryApi connection = new BinaryApi(this, listener.accept(), service);
        connections.add(connection);
        Thread thread = new Thread(connection, "standin-api");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        // The port is closed, or the other side was quicker: the next one is waited for.
      }
    }
  }

  /** Whether the service's `address` list lets this one in. */
  boolean lets(String service, InetAddress from) {
    synchronized (LOCK) {
      String list = tree.named("/ip/service", service).map(row -> row.get("address")).orElse("");
      return list.isEmpty()
          || List.of(list.split(",")).stream()
              .anyMatch(one -> Ip4.Prefix.of(one).holds(from.getHostAddress()));
    }
  }

  boolean isFull() {
    synchronized (LOCK) {
      int most =
          tree.named("/ip/service", "api")
              .flatMap(row -> row.find("max-sessions"))
              .map(Integer::parseInt)
              .orElse(SESSIONS);
      return connections.size() > most;
    }
  }

  void ended(BinaryApi connection) {
    connections.remove(connection);
  }

  void dropConnections() {
    new ArrayList<>(connections).forEach(BinaryApi::drop);
  }

  /** The ports close; who is connected stays so. */
  void stopListening() {
    synchronized (LOCK) {
      open = false;
      List.copyOf(listening.keySet()).forEach(this::stop);
    }
  }

  @Override
  public void close() {
    stopListening();
    dropConnections();
  }

  private void stop(String service) {
    AutoCloseable listener = listening.remove(service);
    if (listener != null) {
      try {
        listener.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
