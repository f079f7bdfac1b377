package id.gerbang.app;

import id.gerbang.app.bras.BrasEvent;
import id.gerbang.app.bras.BrasSession;
import id.gerbang.app.bras.DialResult;
import id.gerbang.app.bras.PasswordMethod;
import id.gerbang.app.bras.SimulatedBras;
import id.gerbang.app.bras.TerminateCause;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A sample ISP and its router: the main job once, told as it happens, and then daily life. */
final class Demo implements AutoCloseable {

  private static final String ROUTER = "127.66.0.2";
  private static final String SECRET = "demo-secret-0001";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> NEIGHBOURS =
      List.of("siti", "agus", "dewi", "joko", "rina", "wayan");

  private final DemoApi api;
  private final SimulatedBras bras;
  private final Clock clock;
  private final ScheduledExecutorService life =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "demo");
            thread.setDaemon(true);
            return thread;
          });

  Demo(int httpPort, String token, int authPort, int acctPort, Clock clock) {
    this.api = new DemoApi(httpPort, token);
    this.clock = clock;
    this.bras =
        SimulatedBras.at(ROUTER)
            .identity("BRAS-01")
            .server("127.0.0.1", authPort, acctPort)
            .secret(SECRET)
            .pool("isolir", "10.199.0.10")
            .redialAfter(Duration.ofSeconds(2))
            .ownTimer()
            .listener(Demo::tell)
            .start();
  }

  /** Dials, is let in, falls overdue, is isolated, pays, is back: through router and API alone. */
  void mainJob() throws IOException, InterruptedException {
    say("A router, a plan of 10M down and 5M up, a customer with a login:");
    api.post(
        "routers",
        """
        {"name": "BRAS-01", "address": "%s", "secret": "%s", "isolation": "list"}"""
            .formatted(ROUTER, SECRET));
    long plan =
        api.post(
                "plans",
                """
                {"name": "Rumah 10 Mega", "price": 150000, "rateLimit": {"download": 10000000, "upload": 5000000}}""")
            .get("id")
            .asLong();
    long customer = customer("Budi Santoso", "budi", plan);
    for (String neighbour : NEIGHBOURS) {
      customer(neighbour, neighbour, plan);
    }

    say("The modem dials:");
    BrasSession session = dialUntilLetIn();
    say("budi is online at " + session.rateLimit().orElse("no limit") + " (up/down)");
    session.transfer(120_000_000, 3_400_000_000L);
    session.interim();

    say("An invoice that is overdue:");
    long issued = System.nanoTime();
    long invoice =
        api.post(
                "invoices",
                """
                {"customerId": %d, "lines": [{"description": "Internet", "amount": 150000}], "dueDate": "%s"}"""
                    .formatted(
                        customer,
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(2)))
            .get("id")
            .asLong();
    until("isolated", () -> session.addressList().equals(Optional.of("isolir")));
    say("isolated " + millisSince(issued) + " ms after the invoice was posted, still online");

    say("Budi pays:");
    long paid = System.nanoTime();
    api.post(
        "payments",
        """
        {"invoiceId": %d, "amount": 150000, "method": "cash"}"""
            .formatted(invoice));
    until("back at full speed", () -> session.addressList().equals(Optional.of("aktif")));
    say(
        "back at "
            + session.rateLimit().orElse("")
            + " "
            + millisSince(paid)
            + " ms after the payment was posted");
  }

  /** Neighbours come and go, and everybody uses some. */
  void keepDialling() {
    Random random = new Random();
    life.scheduleWithFixedDelay(
        () -> {
          String name = NEIGHBOURS.get(random.nextInt(NEIGHBOURS.size()));
          List<BrasSession> online = bras.sessions(name);
          if (online.isEmpty()) {
            bras.dial(name, password(name), PasswordMethod.MSCHAPV2, mac(name));
          } else if (random.nextInt(4) == 0) {
            online.get(0).hangUp(TerminateCause.USER_REQUEST);
          }
          for (BrasSession session : bras.sessions()) {
            session.transfer(random.nextInt(2_000_000), random.nextInt(40_000_000));
            session.interim();
          }
        },
        1,
        5,
        TimeUnit.SECONDS);
  }

  private long customer(String name, String username, long plan)
      throws IOException, InterruptedException {
    return api.post(
            "customers",
            """
            {"name": "%s", "phone": "%s",
             "subscription": {"planId": %d, "username": "%s", "password": "%s", "service": "pppoe"}}"""
                .formatted(name, phone(username), plan, username, password(username)))
        .get("id")
        .asLong();
  }

  private static String password(String username) {
    return "rahasia-" + username;
  }

  /** Everybody has a number of their own: two of one would be asked about. */
  private static String phone(String username) {
    return "0812345678%02d".formatted(90 + NEIGHBOURS.indexOf(username) + 1);
  }

  /** Everybody has a modem of their own; budi's is the first. */
  private static String mac(String username) {
    return "4C:5E:0C:11:22:%02X".formatted(0x33 + NEIGHBOURS.indexOf(username) + 1);
  }

  /** What was just created is known to RADIUS within a second. */
  private BrasSession dialUntilLetIn() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (bras.dial("budi", password("budi"), PasswordMethod.MSCHAPV2, mac("budi"))
          instanceof DialResult.Connected connected) {
        return connected.session();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("the demo's subscriber was not let in");
  }

  private static void until(String what, BooleanSupplier reached) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the demo's subscriber is not " + what);
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private static void say(String line) {
    Console.say("demo      " + line);
  }

  private static void tell(BrasEvent event) {
    Console.say("BRAS-01     " + event.text());
  }

  @Override
  public void close() {
    life.shutdownNow();
    bras.close();
  }
}
