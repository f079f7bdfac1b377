package id.gerbang.routeros.standin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The PPPoE sessions of a BRAS, as tests let customers come and go. */
public final class Sessions {

  /** One customer's session. */
  public final class Session {

    private final String name;
    private final String id;
    private final Map<String, String> active = new LinkedHashMap<>();
    private final String rate;
    private final Instant began = router.now();
    private long rx;
    private long tx;

    private Session(String name, String address, String callerId, String rate) {
      this.name = name;
      this.id = String.format("0x81%06x", ++last);
      this.rate = rate;
      active.put("name", name);
      active.put("service", "pppoe");
      active.put("caller-id", callerId);
      active.put("address", address);
      active.put("encoding", "");
      active.put("session-id", id);
      active.put("limit-bytes-in", "0");
      active.put("limit-bytes-out", "0");
      active.put("radius", "true");
    }

    /** The router has received this many further bytes from the customer, and sent these. */
    public void traffic(long received, long sent) {
      synchronized (Machine.LOCK) {
        rx += received;
        tx += sent;
        router.settle();
      }
    }

    public boolean isOpen() {
      return open.get(id) == this;
    }

    public void end() {
      synchronized (Machine.LOCK) {
        open.remove(id);
        router.settle();
      }
    }
  }

  private final Machine router;
  private final Map<String, Session> open = new LinkedHashMap<>();
  private int last;

  Sessions(Machine router) {
    this.router = router;
  }

  /** A customer dials in. The rate is rx/tx as the router sees it, `10M/30M`; empty: no queue. */
  public Session open(String name, String address, String callerId, String rate) {
    synchronized (Machine.LOCK) {
      Session session = new Session(name, address, callerId, rate);
      open.put(session.id, session);
      router.settle();
      return session;
    }
  }

  void end(Row active) {
    open.remove(Optional.ofNullable(active.key).orElse(""));
  }

  void endAll() {
    open.clear();
  }

  void settle() {
    Map<String, Map<String, String>> active = new LinkedHashMap<>();
    Map<String, Map<String, String>> interfaces = new LinkedHashMap<>();
    Map<String, Map<String, String>> queues = new LinkedHashMap<>();
    for (Session session : open.values()) {
      String inside = "<pppoe-" + session.name + ">";
      Map<String, String> row = new LinkedHashMap<>(session.active);
      Duration up = Duration.between(session.began, router.now()).truncatedTo(ChronoUnit.SECONDS);
      row.put("uptime", Times.printed(up));
      active.put(session.id, row);
      interfaces.put(
          session.id,
          Map.of(
              "name",
              inside,
              "user",
              session.name,
              "rx-byte",
              Long.toString(session.rx),
              "tx-byte",
              Long.toString(session.tx)));
      if (!session.rate.isEmpty()) {
        queues.put(session.id, queue(session, inside));
      }
    }
    router.tree().derive("/ppp/active", "pppoe", active);
    router.tree().derive("/interface/pppoe-server", "pppoe", interfaces);
    router.tree().derive("/queue/simple", "pppoe", queues);
  }

  private static Map<String, String> queue(Session session, String inside) {
    ValueType rate = ValueType.parse("rate");
    return Map.of(
        "name",
        inside,
        "target",
        inside,
        "max-limit",
        rate.read("max-limit", session.rate, (menu, name) -> Optional.empty()),
        "bytes",
        session.rx + "/" + session.tx);
  }
}
