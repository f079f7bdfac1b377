package id.gerbang.routeros.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** REST of 7.1 and later; what is before it answers 404, as its web server knows no such page. */
final class RestApi implements AutoCloseable {

  private record Answer(int status, @Nullable Object body) {}

  private static final Map<String, String> COMMANDS =
      Map.of("GET", "print", "PUT", "add", "PATCH", "set", "DELETE", "remove");

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // An answer is a head and a body: the one would wait until the other is acknowledged.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Machine router;
  private final String service;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "standin-rest");
            thread.setDaemon(true);
            return thread;
          });

  RestApi(Machine router, String service, InetSocketAddress where, @Nullable SSLContext tls)
      throws IOException {
    this.router = router;
    this.service = service;
    if (tls == null) {
      server = HttpServer.create(where, 0);
    } else {
      HttpsServer secure = HttpsServer.create(where, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = secure;
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (!router.services().lets(service, exchange.getRemoteAddress().getAddress())) {
      exchange.close();
      return;
    }
    Answer answer;
    try {
      answer = answer(exchange);
    } catch (Refusal refused) {
      answer = refused(refused, exchange.getRequestMethod());
    }
    send(exchange, answer);
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body == null ? new byte[0] : JSON.writeValueAsBytes(answer.body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    try {
      int sent = router.faults().beforeAnswer(body.length);
      exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, sent);
        out.flush();
      }
    } catch (InterruptedException e) {
      // The router was closed meanwhile.
    } finally {
      exchange.close();
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (!router.version().isFrom(7, 1) || !path.startsWith("/rest/")) {
      return error(404, "Not Found", null);
    }
    Optional<Commands.Login> login = logIn(exchange);
    if (login.isEmpty()) {
      return error(401, "Unauthorized", null);
    }
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    JsonNode body;
    try {
      body = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      return error(400, "Bad Request", "invalid JSON");
    }
    String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("POST")) {
      return post(login.get(), decoded.substring(5), body);
    }
    Asked asked = asked(decoded.substring(5), exchange.getRequestURI().getRawQuery());
    return switch (exchange.getRequestMethod()) {
      case "GET" -> get(login.get(), asked);
      case "PUT" -> put(login.get(), asked, arguments(body));
      case "PATCH" -> patch(login.get(), asked, arguments(body));
      case "DELETE" -> delete(login.get(), asked);
      default -> error(405, "Method Not Allowed", null);
    };
  }

  private Optional<Commands.Login> logIn(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null || !header.startsWith("Basic ")) {
      return Optional.empty();
    }
    String pair =
        new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
    int colon = pair.indexOf(':');
    return router.logIn(
        pair.substring(0, Math.max(colon, 0)),
        "rest-api",
        exchange.getRemoteAddress().getAddress(),
        pair.substring(colon + 1)::equals);
  }

  /** A menu, perhaps one row of it, and what the address asks of the rows. */
  private record Asked(
      String menu, @Nullable String row, List<String> filters, @Nullable String list) {}

  private Asked asked(String path, @Nullable String rawQuery) {
    List<String> filters = new ArrayList<>();
    String list = null;
    for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&")) {
      String decoded = URLDecoder.decode(pair, StandardCharsets.UTF_8);
      if (decoded.startsWith(".proplist=")) {
        list = decoded.substring(10);
      } else {
        filters.add(decoded);
      }
    }
    // The longest menu that the path begins with: what is left names a row, which may hold a slash.
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      String menu = path.substring(0, end);
      if (router.tree().schema().find(menu).filter(Schema.Menu::hasRows).isPresent()) {
        return new Asked(
            menu, end == path.length() ? null : path.substring(end + 1), filters, list);
      }
    }
    throw new Refusal(
        Refusal.NO_CATEGORY,
        "no such command or directory (" + path.substring(path.lastIndexOf('/') + 1) + ")");
  }

  private static Map<String, String> arguments(JsonNode body) {
    Map<String, String> arguments = new LinkedHashMap<>();
    body.fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              if (value.isArray()) {
                List<String> parts = new ArrayList<>();
                value.forEach(part -> parts.add(part.asText()));
                arguments.put(field.getKey(), String.join(",", parts));
              } else {
                arguments.put(field.getKey(), value.asText());
              }
            });
    return arguments;
  }

  private Commands.Reply run(
      Commands.Login login, String command, Map<String, String> arguments, List<String> query) {
    return router.run(login, Commands.Way.REST, command, arguments, new Query(query));
  }

  private Answer get(Commands.Login login, Asked asked) {
    Map<String, String> arguments = new LinkedHashMap<>();
    if (asked.list != null) {
      arguments.put(".proplist", asked.list);
    }
    if (asked.row != null) {
      arguments.put(".id", asked.row);
    }
    List<Map<String, String>> rows =
        run(login, asked.menu + "/print", arguments, asked.filters).rows();
    boolean one = asked.row != null || router.tree().schema().get(asked.menu).isSingle();
    return new Answer(200, one ? rows.get(0) : rows);
  }

  private Answer put(Commands.Login login, Asked asked, Map<String, String> arguments) {
    String id = run(login, asked.menu + "/add", arguments, List.of()).ret().orElseThrow();
    return new Answer(201, one(login, asked.menu, id));
  }

  private Map<String, String> one(Commands.Login login, String menu, String id) {
    return run(login, menu + "/print", Map.of(".id", id), List.of()).rows().get(0);
  }

  private Answer patch(Commands.Login login, Asked asked, Map<String, String> arguments) {
    Schema.Menu menu = router.tree().schema().get(asked.menu);
    if (menu.isSingle() || asked.row == null) {
      throw new Refusal(Refusal.NO_CATEGORY, "missing =.id=");
    }
    String id = idOf(login, asked.menu, asked.row);
    Map<String, String> all = new LinkedHashMap<>(arguments);
    all.put(".id", id);
    run(login, asked.menu + "/set", all, List.of());
    return new Answer(200, one(login, asked.menu, id));
  }

  private String idOf(Commands.Login login, String menu, String nameOrId) {
    return String.valueOf(one(login, menu, nameOrId).get(".id"));
  }

  private Answer delete(Commands.Login login, Asked asked) {
    if (asked.row == null) {
      throw new Refusal(Refusal.NO_CATEGORY, "missing =.id=");
    }
    run(login, asked.menu + "/remove", Map.of(".id", asked.row), List.of());
    return new Answer(204, null);
  }

  private Answer post(Commands.Login login, String command, JsonNode body) {
    Map<String, String> arguments = arguments(body);
    arguments.remove(".query");
    List<String> query = new ArrayList<>();
    body.path(".query").forEach(word -> query.add(word.asText()));
    Commands.Reply reply = run(login, command, arguments, query);
    if (reply.endless()) {
      return error(400, "Bad Request", "Session closed");
    }
    return new Answer(200, reply.ret().<Object>map(ret -> Map.of("ret", ret)).orElse(reply.rows()));
  }

  private static Answer error(int status, String message, @Nullable String detail) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (detail != null) {
      body.put("detail", detail);
    }
    body.put("error", status);
    body.put("message", message);
    return new Answer(status, body);
  }

  private static Answer refused(Refusal refused, String method) {
    String says = refused.says();
    if (says.equals("no such item")) {
      return error(404, "Not Found", null);
    }
    if (says.equals("no such command")) {
      return error(
          406,
          "Not Acceptable",
          "no such command or directory (" + COMMANDS.getOrDefault(method, "") + ")");
    }
    if (says.startsWith("not enough permissions")) {
      return error(500, "Internal Server Error", says);
    }
    return error(400, "Bad Request", says);
  }
}
