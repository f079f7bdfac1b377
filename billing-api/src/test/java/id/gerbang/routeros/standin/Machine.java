package id.gerbang.routeros.standin;

import java.net.InetAddress;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The router itself: what it is made of, who may log in, what a command does and what follows from
 * it. {@link StandInRouter} is what tests see of it, and says to it how the world around is.
 */
final class Machine {

  /** One for all: two may be wired together, and what one is told changes the other. */
  static final Object LOCK = new Object();

  static final Commands.Login ADMIN =
      new Commands.Login(
          "admin",
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
              "rest-api"));

  private final RouterOsVersion version;
  private final Clock clock;
  private final Charset encoding;
  private final Tree tree;
  private final Commands commands;
  private final Services services;
  private final Faults faults = new Faults(this);
  private final Sessions sessions = new Sessions(this);
  private final Interfaces interfaces = new Interfaces(this);
  private final Routes routes = new Routes(this);
  private final Watches watches = new Watches(this);
  private final Set<Wire> wires = new LinkedHashSet<>();
  private final Map<Bridges.Segment, Set<String>> hosts = new HashMap<>();
  private final Set<String> loops = new LinkedHashSet<>();
  private final Map<String, String> sstpStatuses = new HashMap<>();
  private final Map<String, Map<String, String>> rates = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();
  private final Map<String, String> passwords = new HashMap<>(Map.of("admin", ""));
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private BiFunction<String, String, Optional<String>> radius =
      (user, password) -> Optional.empty();
  private boolean settling;
  private Instant booted;

  Machine(StandInRouter.Builder from) {
    version = from.version;
    clock = from.clock;
    encoding = from.encoding;
    booted = clock.instant();
    tree = new Tree(Schema.of(version, from.userManager ? Set.of("user-manager") : Set.of()));
    commands = new Commands(tree, version.major() >= 7, this::changed);
    services = new Services(this, from.address, from.tls);
    Factory.fill(tree, version, from.ports, from.userManager);
    tree.single("/system/routerboard").state.put("serial-number", from.serial);
    commands.special("/system/reboot", arguments -> restart());
    commands.removal("/ppp/active", this::endSession);
    new Monitors(this).register(commands);
    services.open();
    settle();
  }

  RouterOsVersion version() {
    return version;
  }

  Charset encoding() {
    return encoding;
  }

  Instant now() {
    return clock.instant();
  }

  Tree tree() {
    return tree;
  }

  Services services() {
    return services;
  }

  Faults faults() {
    return faults;
  }

  Sessions sessions() {
    return sessions;
  }

  Interfaces interfaces() {
    return interfaces;
  }

  Routes routes() {
    return routes;
  }

  Set<Wire> wires() {
    return wires;
  }

  /** What sends frames into each segment. */
  Map<Bridges.Segment, Set<String>> hosts() {
    return hosts;
  }

  /** The bridges in which frames go round for ever now. */
  Set<String> loops() {
    return loops;
  }

  /** What `monitor` says of each SSTP client. */
  Map<String, String> sstpStatuses() {
    return sstpStatuses;
  }

  /** What goes through each interface of which a test has said so. */
  Map<String, Map<String, String>> rates() {
    return rates;
  }

  Map<String, String> files() {
    return files;
  }

  BiFunction<String, String, Optional<String>> radius() {
    return radius;
  }

  void radius(BiFunction<String, String, Optional<String>> answers) {
    radius = answers;
  }

  List<String> seen() {
    return seen;
  }

  List<String> importRsc(String script) {
    synchronized (LOCK) {
      seen.add("admin /import");
      return new Script(this, ADMIN, script).run();
    }
  }

  void readRsc(String script) {
    new Script(this, ADMIN, script).read();
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

  void addUser(String name, String password, String policies) {
    if (tree.named("/user/group", name).isEmpty()) {
      tree.put("/user/group", Map.of("name", name, "policy", policies));
    }
    passwords.put(name, password);
    tree.put("/user", Map.of("name", name, "group", name));
  }

  /** The user of this name, when the password is right and the group may come this way. */
  Optional<Commands.Login> logIn(
      String name, String policy, InetAddress from, Predicate<String> password) {
    synchronized (LOCK) {
      return tree.named("/user", name)
          .filter(Row::isEnabled)
          .filter(row -> Services.isIn(row.get("address"), from))
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
    if (row.menu.path().equals("/ip/service")) {
      services.changed();
    }
  }

  /** Brings what follows from the settings and the world up to date, and tells those who listen. */
  void settle() {
    if (settling) {
      return;
    }
    Set<Machine> all = Wire.together(this);
    all.forEach(router -> router.settling = true);
    all.forEach(Machine::settleAlone);
    Tunnels tunnels = new Tunnels(all);
    tunnels.settleSstp();
    tunnels.settleEoip();
    all.forEach(router -> router.interfaces.settle());
    new Bridges(all, tunnels.peers()).settle();
    all.forEach(router -> router.routes.settle());
    all.forEach(router -> router.settling = false);
    // Scripts are commands, and each settles again.
    all.forEach(router -> router.watches.due().forEach(router::runByItself));
    all.forEach(router -> router.services.tell());
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
    services.settle();
    interfaces.settle();
  }

  private void tellTheTime() {
    Row resource = tree.single("/system/resource");
    resource.state.put(
        "uptime", Times.printed(Duration.between(booted, now()).truncatedTo(ChronoUnit.SECONDS)));
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
  List<Map<String, String>> restart() {
    services.dropConnections();
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
      tree.drop(active);
    }
    settle();
  }
}
