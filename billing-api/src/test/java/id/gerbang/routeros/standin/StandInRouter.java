package id.gerbang.routeros.standin;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A RouterOS of one release on loopback ports, for tests. It comes as from the factory without a
 * default configuration: ether ports, the profiles and groups that are always there, user `admin`
 * without a password.
 */
public final class StandInRouter implements AutoCloseable {

  private static final Query ALL = new Query(List.of());

  /** How a stand-in is made. */
  public static final class Builder {

    final RouterOsVersion version;
    Clock clock = Clock.systemUTC();
    int ports = 5;
    boolean userManager;
    @Nullable SSLContext tls;
    String address = "127.0.0.1";
    String serial = "4AC702D3F4B1";
    Charset encoding = StandardCharsets.UTF_8;

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

    /** One of this machine's own, 127.0.0.0/8: two routers have not the same. */
    public Builder address(String loopback) {
      this.address = loopback;
      return this;
    }

    /** Another device has another one. */
    public Builder serial(String number) {
      this.serial = number;
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

  private final Machine machine;

  private StandInRouter(Builder from) {
    machine = new Machine(from);
  }

  /** A release such as `6.49.18` or `7.20.8`. */
  public static Builder version(String text) {
    return new Builder(text);
  }

  /** What goes wrong with it. */
  public Faults faults() {
    return machine.faults();
  }

  /** The port of a service on this machine: `api`, `api-ssl`, `www`, `www-ssl`. */
  public int port(String service) {
    return machine.services().port(service);
  }

  /** The commands that came over the API, REST or in scripts, in order: `admin /ppp/secret/add`. */
  public List<String> seen() {
    return List.copyOf(machine.seen());
  }

  /** A user of a group whose policies are these, such as `read,write,api,rest-api`. */
  public void user(String name, String password, String policies) {
    synchronized (Machine.LOCK) {
      machine.addUser(name, password, policies);
    }
  }

  /** The rows of a menu as its administrator sees them, with all that print can show. */
  public List<Map<String, String>> print(String menu) {
    return machine
        .run(Machine.ADMIN, Commands.Way.SCRIPT, menu + "/print", Map.of("detail", ""), ALL)
        .rows();
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

  /** All that stands in these menus, without the ids: what is made again has another. */
  public Map<String, List<Map<String, String>>> objects(List<String> menus) {
    Map<String, List<Map<String, String>>> objects = new LinkedHashMap<>();
    for (String menu : menus) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (Map<String, String> row : print(menu)) {
        Map<String, String> plain = new LinkedHashMap<>(row);
        plain.remove(".id");
        rows.add(plain);
      }
      objects.put(menu, rows);
    }
    return objects;
  }

  /**
   * Runs a script as the administrator: what it printed. The first error ends it, with its line and
   * column.
   */
  public List<String> importRsc(String script) {
    return machine.importRsc(script);
  }

  /** What `/export` prints; passwords as the release hides or shows them by itself. */
  public String export() {
    return export(machine.version().major() < 7);
  }

  public String export(boolean withPasswords) {
    synchronized (Machine.LOCK) {
      machine.settle();
      return new Export(machine.tree(), withPasswords).text();
    }
  }

  /** A row that the router writes itself, such as a session of User Manager: nothing is checked. */
  public void wrote(String menu, Map<String, String> values) {
    synchronized (Machine.LOCK) {
      machine.tree().put(menu, values);
    }
  }

  /** What the router knows itself of a row, such as when a user was last seen. */
  public void knows(String menu, String name, Map<String, String> values) {
    synchronized (Machine.LOCK) {
      machine.tree().named(menu, name).orElseThrow().state.putAll(values);
    }
  }

  /** A file that `/import` can read. */
  public void file(String name, String contents) {
    synchronized (Machine.LOCK) {
      machine.files().put(name, contents);
    }
  }

  /** Its customers' sessions. */
  public Sessions sessions() {
    return machine.sessions();
  }

  /** Plugs a cable between ports of two routers. */
  public static Wire wire(StandInRouter one, String port, StandInRouter other, String otherPort) {
    synchronized (Machine.LOCK) {
      Wire wire = new Wire(new Wire.End(one.machine, port), new Wire.End(other.machine, otherPort));
      one.machine.settle();
      return wire;
    }
  }

  /** A USB modem is plugged in and appears as this LTE interface. */
  public void modem(String name) {
    synchronized (Machine.LOCK) {
      machine.tree().put("/interface/lte", Map.of("name", name)).state.put("default-name", name);
      machine.settle();
    }
  }

  /** Whether a port or modem has a link. */
  public void link(String port, boolean up) {
    synchronized (Machine.LOCK) {
      machine.interfaces().links.put(port, up);
      machine.settle();
    }
  }

  /**
   * What the operator gives a DHCP client or a modem: an address with its length, and the gateway.
   */
  public void lease(String port, String address, String gateway) {
    synchronized (Machine.LOCK) {
      machine.routes().leases.put(port, new Routes.Lease(address, gateway));
      machine.settle();
    }
  }

  /** An interface has received and sent this many bytes since it began. */
  public void counters(String name, long received, long sent) {
    synchronized (Machine.LOCK) {
      Row row = machine.tree().named("/interface", name).orElseThrow();
      row.state.put("rx-byte", Long.toString(received));
      row.state.put("tx-byte", Long.toString(sent));
    }
  }

  /** A host behind an ether port, in a VLAN or untagged (0), that sends frames. */
  public void host(String port, int vlan, String mac) {
    synchronized (Machine.LOCK) {
      machine
          .hosts()
          .computeIfAbsent(new Bridges.Segment(machine, port, vlan), none -> new LinkedHashSet<>())
          .add(mac);
      machine.settle();
    }
  }

  /** The bridges in which frames go round for ever now. */
  public Set<String> loops() {
    synchronized (Machine.LOCK) {
      machine.settle();
      return Set.copyOf(machine.loops());
    }
  }

  /** Whether an address answers a ping; all do until a test says no. */
  public void answers(String address, boolean does) {
    change(machine.routes().silent, address, !does);
  }

  /** Whether anything answers beyond this gateway, which itself does. */
  public void reaches(String gateway, boolean does) {
    change(machine.routes().endsAt, gateway, !does);
  }

  private void change(Set<String> set, String address, boolean in) {
    synchronized (Machine.LOCK) {
      machine.settle();
      if (in) {
        set.add(address);
      } else {
        set.remove(address);
      }
    }
  }

  /** What goes through an interface now, in bits a second. */
  public void rates(String name, long received, long sent) {
    synchronized (Machine.LOCK) {
      machine
          .rates()
          .put(
              name,
              Map.of(
                  "rx-bits-per-second",
                  Long.toString(received),
                  "tx-bits-per-second",
                  Long.toString(sent)));
    }
  }

  /** What RADIUS answers to a user and a password: the address, or nothing for a Reject. */
  public void radius(BiFunction<String, String, Optional<String>> answers) {
    synchronized (Machine.LOCK) {
      machine.radius(answers);
    }
  }

  /** Starts again: connections end, ids are other ones, uptime is nothing. */
  public void reboot() {
    synchronized (Machine.LOCK) {
      machine.restart();
    }
  }

  @Override
  public void close() {
    machine.services().stopListening();
    machine.services().dropConnections();
  }
}
