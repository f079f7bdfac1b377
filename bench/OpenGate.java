import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.gerbang.app.bras.BrasEvent;
import id.gerbang.app.bras.DialResult;
import id.gerbang.app.bras.PasswordMethod;
import id.gerbang.app.bras.SimulatedBras;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a payment takes from the gateway's notification until the router is told to open the
 * gate, while a billing run of everybody is going on: {@code java -cp app/target/gerbang.jar
 * bench/OpenGate.java URL TOKEN AUTH-PORT ACCT-PORT CUSTOMERS RUN-DATE}. The customers are new,
 * isolated and online at a router of its own; the gateway is Midtrans' wire form on this machine,
 * which answers at once. Notifications come at a steady pace, whether or not the one before is
 * through.
 */
public final class OpenGate {

  private static final String KEY = "SB-Mid-server-BENCH";
  private static final String SECRET = "rahasia-bench";
  private static final String BRAS = "127.77.0.1";
  private static final long PACE_MILLIS = 200;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Map<String, String> ORDERS = new ConcurrentHashMap<>();
  private static final Set<String> PAID = ConcurrentHashMap.newKeySet();
  private static final Map<String, Long> OPENED = new ConcurrentHashMap<>();
  private static volatile CountDownLatch opened = new CountDownLatch(0);
  private static String api;
  private static String token;
  private static int keys;

  private record Payer(String username, String order, String amount) {}

  public static void main(String[] arguments) {
    try {
      measure(arguments);
      System.exit(0);
    } catch (Exception e) {
      System.out.println(e);
      System.exit(1);
    }
  }

  private static void measure(String[] arguments) throws Exception {
    api = arguments[0];
    token = arguments[1];
    int number = Integer.parseInt(arguments[4]);
    String gateway = midtrans();
    set(
        "/gateways/midtrans",
        """
        {"enabled": true, "apiUrl": "%1$s", "checkoutUrl": "%1$s", "apiKey": "%2$s", "channels": [{"code": "qris"}]}\
        """
            .formatted(gateway, KEY));
    create(
        "/routers",
        """
        {"name": "BENCH-BRAS", "address": "%s", "secret": "%s", "coaPort": 3799}\
        """
            .formatted(BRAS, SECRET));
    List<Payer> payers = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      payers.add(isolated(i));
    }
    try (SimulatedBras bras =
        SimulatedBras.at(BRAS)
            .identity("BENCH-BRAS")
            .server("127.0.0.1", Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))
            .secret(SECRET)
            .pool("isolir", "10.199.0.10")
            .ownTimer()
            .listener(OpenGate::note)
            .start()) {
      for (Payer payer : payers) {
        online(bras, payer);
      }
      OPENED.clear();
      opened = new CountDownLatch(number);
      measure(payers, arguments[5]);
    }
  }

  private static void measure(List<Payer> payers, String date) throws Exception {
    String run = create("/billing-runs", "{\"date\": \"%s\"}".formatted(date));
    String path = "/billing-runs/" + run;
    Map<String, Long> told = new ConcurrentHashMap<>();
    CountDownLatch answered = new CountDownLatch(payers.size());
    ScheduledExecutorService pace = Executors.newScheduledThreadPool(8);
    for (int i = 0; i < payers.size(); i++) {
      Payer payer = payers.get(i);
      pace.schedule(
          () -> {
            PAID.add(payer.order());
            told.put(payer.username(), System.nanoTime());
            if (notification(payer) != 200) {
              System.out.println("a notification was not taken: " + payer.order());
            }
            answered.countDown();
          },
          PACE_MILLIS * (i + 5),
          TimeUnit.MILLISECONDS);
    }
    answered.await();
    boolean going = !get(path).contains("\"state\":\"done\"");
    opened.await(10, TimeUnit.SECONDS);
    long[] micros =
        told.entrySet().stream()
            .filter(one -> OPENED.containsKey(one.getKey()))
            .mapToLong(one -> (OPENED.get(one.getKey()) - one.getValue()) / 1000)
            .sorted()
            .toArray();
    System.out.printf(
        "%d of %d gates opened, a notification each %d ms, the run %s at the last: p50 %d ms, p95"
            + " %d ms, most %d ms%n",
        micros.length,
        payers.size(),
        PACE_MILLIS,
        going ? "was going on" : "HAD ENDED",
        micros[micros.length / 2] / 1000,
        micros[micros.length * 95 / 100] / 1000,
        micros[micros.length - 1] / 1000);
  }

  private static void note(BrasEvent event) {
    if (event instanceof BrasEvent.CoaApplied applied) {
      OPENED.put(applied.username(), System.nanoTime());
      opened.countDown();
    }
  }

  /** A new customer with a bill that is overdue, and a QRIS to pay it by. */
  private static Payer isolated(int number) {
    String username = "bench-" + number + "-" + System.nanoTime();
    String customer = create("/customers", "{\"name\": \"Pembayar %s\"}".formatted(username));
    create(
        "/subscriptions",
        """
        {"customerId": %s, "planId": 1, "username": "%s", "password": "rahasia"}\
        """
            .formatted(customer, username));
    String invoice =
        create(
            "/invoices",
            """
            {"customerId": %s, "dueDate": "%s", "lines": [{"description": "Bench", "amount": 166500}]}\
            """
                .formatted(customer, LocalDate.now().minusDays(60)));
    String attempt =
        create(
            "/payment-attempts",
            """
            {"invoiceId": %s, "gateway": "midtrans", "channel": "qris"}\
            """
                .formatted(invoice));
    String said = get("/payment-attempts/" + attempt);
    String order = field(said, "reference");
    return new Payer(username, order, ORDERS.get(order));
  }

  /** As soon as the server has heard of the subscriber: it takes its time to refuse. */
  private static void online(SimulatedBras bras, Payer payer) {
    for (int i = 0; i < 100; i++) {
      if (bras.dial(payer.username(), "rahasia", PasswordMethod.PAP, "4C:5E:0C:11:22:33")
          instanceof DialResult.Connected up) {
        if (!up.session().addressList().orElse("").equals("isolir")) {
          throw new IllegalStateException(payer.username() + " is not isolated");
        }
        return;
      }
    }
    throw new IllegalStateException(payer.username() + " is not let in");
  }

  private static int notification(Payer payer) {
    String body =
        """
        {"transaction_id": "tx-%1$s", "order_id": "%1$s", "gross_amount": "%2$s", "currency": "IDR", "payment_type": "qris",
         "transaction_status": "settlement", "status_code": "200", "fraud_status": "accept", "signature_key": "%3$s"}\
        """
            .formatted(
                payer.order(),
                payer.amount(),
                sha512(payer.order() + "200" + payer.amount() + KEY));
    return send(HttpRequest.newBuilder(URI.create(api + "/webhooks/midtrans"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)))
        .statusCode();
  }

  /** Charges whatever it is asked to; what a notification was sent of is paid. */
  private static String midtrans() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext(
        "/v2/charge",
        exchange -> {
          String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          String order = field(asked, "order_id");
          ORDERS.put(order, field(asked, "gross_amount") + ".00");
          answer(exchange, order, "pending", "201");
        });
    server.createContext(
        "/v2/",
        exchange -> {
          String order = exchange.getRequestURI().getPath().split("/")[2];
          boolean paid = PAID.contains(order);
          answer(exchange, order, paid ? "settlement" : "pending", paid ? "200" : "201");
        });
    server.start();
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, String order, String status, String code)
      throws IOException {
    byte[] octets =
        """
        {"status_code": "%s", "status_message": "Success", "transaction_id": "tx-%2$s", "order_id": "%2$s", "gross_amount": "%3$s",
         "currency": "IDR", "payment_type": "qris", "transaction_time": "2026-11-22 12:00:00", "settlement_time": "2026-11-22 12:00:00",
         "transaction_status": "%4$s", "fraud_status": "accept", "qr_string": "00020101021226620014COM.GO-JEK.WWW"}\
        """
            .formatted(code, order, ORDERS.get(order), status)
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(200, octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  private static String create(String path, String body) {
    HttpResponse<String> made =
        send(
            asked(path)
                .header("Idempotency-Key", "bench-" + System.nanoTime() + "-" + keys++)
                .POST(BodyPublishers.ofString(body)));
    if (made.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + ": " + made.statusCode() + " " + made.body());
    }
    return field(made.body(), "id");
  }

  private static void set(String path, String body) {
    HttpResponse<String> answer = send(asked(path).PUT(BodyPublishers.ofString(body)));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private static String get(String path) {
    return send(asked(path).GET()).body();
  }

  private static HttpRequest.Builder asked(String path) {
    return HttpRequest.newBuilder(URI.create(api + "/api/v1" + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]+)").matcher(json);
    if (!found.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return found.group(1);
  }

  private static String sha512(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
