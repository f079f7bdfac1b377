package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Midtrans and Xendit in the wire form that they document, on this machine. */
public final class StandInProvider implements AutoCloseable {

  public static final String KEY = "SB-Mid-server-CONTOH";
  public static final String TOKEN = "contoh-callback-token";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How it behaves. */
  public enum Mood {
    WELL,
    HANGS,
    /** Does what it is asked, and never says so. */
    HANGS_AFTERWARDS,
    FAILS,
    /** Answers, and says no. */
    REFUSES,
    TALKS_HTML,
    REDIRECTS
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, ObjectNode> midtrans = new ConcurrentHashMap<>();
  private final List<ObjectNode> xendit = new CopyOnWriteArrayList<>();
  public final List<String> calls = new CopyOnWriteArrayList<>();

  /** What each of these calls brought. */
  final List<String> bodies = new CopyOnWriteArrayList<>();

  public volatile Mood mood = Mood.WELL;

  public StandInProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    calls.add(call);
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.add(new String(body, UTF_8));
    Mood now = mood;
    switch (now) {
      case HANGS -> hang();
      case FAILS -> send(exchange, 500, "{\"status_message\":\"oops\"}");
      case REFUSES -> send(exchange, 400, "{\"status_message\":\"not so\"}");
      case TALKS_HTML -> send(exchange, 200, "<html>Maintenance</html>");
      case REDIRECTS -> {
        exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
        send(exchange, 302, "");
      }
      case WELL, HANGS_AFTERWARDS -> {
        String basic = Base64.getEncoder().encodeToString((KEY + ":").getBytes(UTF_8));
        boolean known =
            ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer =
            known
                ? answer(call, body)
                : new Answer(401, JSON.createObjectNode().put("status_message", "Unknown key"));
        if (now == Mood.HANGS_AFTERWARDS) {
          hang();
        }
        send(exchange, answer.status(), answer.body().toString());
      }
    }
  }

  private record Answer(int status, JsonNode body) {}

  private void hang() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer answer(String call, byte[] body) throws IOException {
    String path = call.substring(call.indexOf(' ') + 1);
    if (call.equals("POST /v2/charge")) {
      return charge(JSON.readTree(body));
    }
    if (call.equals("POST /snap/v1/transactions")) {
      String order = JSON.readTree(body).at("/transaction_details/order_id").asText();
      return new Answer(
          201,
          JSON.createObjectNode()
              .put("token", "t-" + order)
              .put(
                  "redirect_url", "https://app.sandbox.midtrans.com/snap/v4/redirection/" + order));
    }
    if (path.startsWith("/v2/invoices?")) {
      return new Answer(200, ofReference("external_id", path.substring(path.indexOf('=') + 1)));
    }
    if (path.startsWith("/payment_requests?")) {
      ObjectNode list = JSON.createObjectNode().put("has_more", false);
      list.set("data", ofReference("reference_id", path.substring(path.indexOf('=') + 1)));
      return new Answer(200, list);
    }
    if (call.equals("POST /v2/invoices/")) {
      return xendit((ObjectNode) JSON.readTree(body), "inv-");
    }
    if (call.equals("POST /payment_requests")) {
      return xendit((ObjectNode) JSON.readTree(body), "pr-");
    }
    if (path.startsWith("/invoices/") && path.endsWith("/expire!")) {
      String id = path.split("/")[2];
      ObjectNode invoice =
          xendit.stream()
              .filter(one -> one.get("id").asText().equals(id))
              .findFirst()
              .orElseThrow();
      return new Answer(200, invoice.put("status", "EXPIRED"));
    }
    return order(path.split("/")[2], path.endsWith("/cancel"));
  }

  private Answer charge(JsonNode request) {
    String order = request.at("/transaction_details/order_id").asText();
    if (midtrans.containsKey(order)) {
      return new Answer(
          200,
          JSON.createObjectNode()
              .put("status_code", "406")
              .put("status_message", "The request could not be completed due to a conflict"));
    }
    ObjectNode made =
        JSON.createObjectNode()
            .put("status_code", "201")
            .put("status_message", "Success")
            .put("transaction_id", "tx-" + order)
            .put("order_id", order)
            .put("gross_amount", request.at("/transaction_details/gross_amount").asText() + ".00")
            .put("currency", "IDR")
            .put("payment_type", request.path("payment_type").asText())
            .put("transaction_time", "2026-11-22 12:00:00")
            .put("transaction_status", "pending")
            .put("expiry_time", "2026-11-23 12:00:00");
    switch (request.path("payment_type").asText()) {
      case "bank_transfer" -> {
        String bank = request.at("/bank_transfer/bank").asText();
        if (bank.equals("permata")) {
          made.put("permata_va_number", "8562000000000001");
        } else {
          made.putArray("va_numbers").addObject().put("bank", bank).put("va_number", "880081");
        }
      }
      case "echannel" -> made.put("bill_key", "990000000260").put("biller_code", "70012");
      case "cstore" -> made.put("payment_code", "25709650945026");
      case "gopay" ->
          made.putArray("actions")
              .addObject()
              .put("name", "deeplink-redirect")
              .put("url", "gojek://gopay/merchanttransfer?tref=1");
      default -> made.put("qr_string", "00020101021226620014COM.GO-JEK.WWW");
    }
    midtrans.put(order, made);
    return new Answer(200, made);
  }

  private Answer order(String order, boolean cancel) {
    ObjectNode known = midtrans.get(order);
    if (known == null) {
      return new Answer(
          404,
          JSON.createObjectNode()
              .put("status_code", "404")
              .put("status_message", "Transaction doesn't exist."));
    }
    if (cancel) {
      if (!known.get("transaction_status").asText().equals("pending")) {
        return new Answer(
            200,
            JSON.createObjectNode()
                .put("status_code", "412")
                .put("status_message", "Transaction status cannot be updated."));
      }
      known.put("transaction_status", "cancel").put("status_code", "200");
    }
    return new Answer(200, known);
  }

  private ArrayNode ofReference(String field, String reference) {
    ArrayNode found = JSON.createArrayNode();
    xendit.stream().filter(one -> one.path(field).asText().equals(reference)).forEach(found::add);
    return found;
  }

  private Answer xendit(ObjectNode request, String prefix) {
    ObjectNode made = request.deepCopy();
    String id = prefix + (xendit.size() + 1);
    made.put("id", id).put("created", "2026-11-22T05:00:00.000Z");
    if (prefix.equals("inv-")) {
      made.put("status", "PENDING")
          .put("expiry_date", "2026-11-23T05:00:00.000Z")
          .put("invoice_url", "https://checkout-staging.xendit.co/web/" + id);
    } else {
      made.put(
          "status",
          made.at("/payment_method/type").asText().equals("QR_CODE")
              ? "PENDING"
              : "REQUIRES_ACTION");
      ObjectNode method = (ObjectNode) made.get("payment_method");
      properties(method, "virtual_account").put("virtual_account_number", "9262181920");
      properties(method, "over_the_counter").put("payment_code", "TEST123");
      properties(method, "qr_code").put("qr_string", "00020101021226580013ID.XENDIT");
    }
    xendit.add(made);
    return new Answer(prefix.equals("inv-") ? 200 : 201, made);
  }

  /** Of a way to pay that the request names; of another one, nowhere. */
  private static ObjectNode properties(ObjectNode method, String way) {
    return method.has(way)
        ? (ObjectNode) method.get(way).get("channel_properties")
        : JSON.createObjectNode();
  }

  /** What Midtrans says of an order from now on. */
  public void midtransSays(String order, String status, String code) {
    midtrans
        .computeIfAbsent(
            order,
            none ->
                JSON.createObjectNode()
                    .put("transaction_id", "tx-" + order)
                    .put("order_id", order)
                    .put("currency", "IDR"))
        .put("transaction_status", status)
        .put("status_code", code)
        .put("settlement_time", "2026-11-22 12:00:00");
  }

  /** Changes what it says of an order. */
  public ObjectNode midtransOrder(String order) {
    return midtrans.get(order);
  }

  /** Forgets an order. */
  public void midtransForgets(String order) {
    midtrans.remove(order);
  }

  /** How often it made something under a reference. */
  public long xenditMade(String reference) {
    return xendit.stream()
        .filter(
            one ->
                reference.equals(one.path("external_id").asText())
                    || reference.equals(one.path("reference_id").asText()))
        .count();
  }

  /** The one under a reference. */
  public ObjectNode xenditObject(String reference) {
    return xendit.stream()
        .filter(
            one ->
                reference.equals(one.path("external_id").asText())
                    || reference.equals(one.path("reference_id").asText()))
        .findFirst()
        .orElseThrow();
  }

  /** Another charge under a reference, such as of a call that was carried out late. */
  public ObjectNode xenditMakesAnother(String reference) {
    ObjectNode first = xenditObject(reference);
    ObjectNode another = first.deepCopy();
    String id = first.get("id").asText();
    another.put("id", id.substring(0, id.indexOf('-') + 1) + (xendit.size() + 1));
    if (another.has("invoice_url")) {
      another.put(
          "invoice_url", "https://checkout-staging.xendit.co/web/" + another.get("id").asText());
    }
    xendit.add(another);
    return another;
  }

  /** What it would send of an order, signed. */
  public byte[] midtransTells(String order) {
    return midtransTells(midtrans.get(order).deepCopy());
  }

  /** The same, of another status than it answers. */
  public byte[] midtransTells(String order, String status, String code) {
    return midtransTells(
        midtrans.get(order).deepCopy().put("transaction_status", status).put("status_code", code));
  }

  static byte[] midtransTells(ObjectNode notification) {
    return notification
        .put(
            "signature_key",
            sha512(
                notification.path("order_id").asText()
                    + notification.path("status_code").asText()
                    + notification.path("gross_amount").asText()
                    + KEY))
        .toString()
        .getBytes(UTF_8);
  }

  static String sha512(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
