package id.gerbang.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import id.gerbang.routeros.RouterOsException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** REST of version 7: one request at a time, so that the router has one connection of ours. */
final class RestConnection implements RouterOs {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();
  private static final int LARGEST = (int) Answer.MOST_OCTETS;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ACCEPTABLE = 406;

  private final RouterAddress address;
  private final HttpClient http;
  private final String base;
  private final String authorization;
  private final Semaphore turn = new Semaphore(1, true);
  private volatile Runnable running = () -> {};
  private volatile boolean closed;

  private RestConnection(RouterAddress address) {
    this.address = address;
    boolean secured = address.protocol() == RouterAddress.Protocol.REST_SSL;
    String host =
        address.host().contains(":")
            ? "[" + address.host().replace("%", "%25") + "]"
            : address.host();
    base = (secured ? "https://" : "http://") + host + ":" + address.port() + "/rest";
    if (URI.create(base).getHost() == null) {
      throw new RouterOsException(Kind.NAME_NOT_RESOLVED, host + " is no host of a URL");
    }
    byte[] login = (address.user() + ":" + address.password().clear()).getBytes(UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(login);
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(address.connect());
    http = (secured ? client.sslContext(Tls.context(address.trust())) : client).build();
  }

  /** Asks for the version, so that what is wrong with the way or the login is told at once. */
  static RestConnection open(RouterAddress address) {
    Tcp.resolve(address.host());
    RestConnection connection = new RestConnection(address);
    connection.print("/system/resource", List.of("version"));
    return connection;
  }

  @Override
  public List<Row> print(String menu, List<String> properties, Condition... where) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (!properties.isEmpty()) {
      properties.forEach(Names::property);
      body.put(".proplist", properties);
    }
    if (where.length > 0) {
      body.put(".query", Condition.words(where));
    }
    JsonNode answer = call("POST", Names.path(menu) + "/print", body, Kind.NO_SUCH_COMMAND);
    if (answer.isMissingNode()) {
      throw new RouterOsException(Kind.NOT_UNDERSTOOD, "it answers with nothing, not with a list");
    }
    return rows(answer);
  }

  @Override
  public String add(String menu, Map<String, String> properties) {
    JsonNode added = call("PUT", Names.path(menu), checked(properties), Kind.NO_SUCH_COMMAND);
    return rows(added).stream()
        .findFirst()
        .orElseThrow(
            () -> new RouterOsException(Kind.NOT_UNDERSTOOD, "it added an item and told no more"))
        .id();
  }

  @Override
  public void set(String menu, String id, Map<String, String> properties) {
    call("PATCH", item(menu, id), checked(properties), Kind.NO_SUCH_ITEM);
  }

  @Override
  public void set(String menu, Map<String, String> properties) {
    call("POST", Names.path(menu) + "/set", checked(properties), Kind.NO_SUCH_COMMAND);
  }

  @Override
  public void remove(String menu, String id) {
    try {
      call("DELETE", item(menu, id), null, Kind.NO_SUCH_ITEM);
    } catch (RouterOsException e) {
      if (e.kind() != Kind.NO_SUCH_ITEM) {
        throw e;
      }
    }
  }

  @Override
  public List<Row> run(String command, Map<String, String> arguments) {
    return rows(call("POST", Names.path(command), checked(arguments), Kind.NO_SUCH_COMMAND));
  }

  @Override
  public Listening listen(String menu, List<String> properties) {
    throw new RouterOsException(Kind.NOT_OFFERED, "listening to " + menu);
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
    running.run();
  }

  private static Map<String, String> checked(Map<String, String> properties) {
    properties.keySet().forEach(Names::property);
    return properties;
  }

  private static String item(String menu, String id) {
    return Names.path(menu) + "/" + segment(id);
  }

  /** A star stays as it is: RouterOS 7 does not know an id whose star is escaped. */
  private static String segment(String id) {
    StringBuilder path = new StringBuilder();
    for (byte octet : id.getBytes(UTF_8)) {
      char character = (char) (octet & 0xff);
      boolean plain =
          character < 0x80 && Character.isLetterOrDigit(character)
              || "*-_~".indexOf(character) >= 0
              || character == '.' && !id.matches("\\.+");
      path.append(plain ? character : String.format("%%%02X", octet));
    }
    return path.toString();
  }

  private JsonNode call(String method, String path, @Nullable Map<String, ?> body, Kind notFound) {
    try {
      if (!turn.tryAcquire(address.answer().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RouterOsException(Kind.NO_ANSWER, "to what was asked before");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RouterOsException(Kind.INTERRUPTED, "this thread was", e);
    }
    try {
      HttpResponse<InputStream> response = send(request(method, path, body));
      byte[] octets = read(response.body());
      if (response.statusCode() / 100 == 2) {
        return octets.length == 0 ? MissingNode.getInstance() : json(octets);
      }
      throw refused(response.statusCode(), octets, body, notFound);
    } finally {
      running = () -> {};
      turn.release();
    }
  }

  private HttpRequest request(String method, String path, @Nullable Map<String, ?> body) {
    try {
      return HttpRequest.newBuilder(URI.create(base + path))
          .header("Authorization", authorization)
          .header("Content-Type", "application/json")
          .method(
              method,
              body == null
                  ? BodyPublishers.noBody()
                  : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text by name is always JSON", e);
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    CompletableFuture<HttpResponse<InputStream>> sent =
        http.sendAsync(request, BodyHandlers.ofInputStream());
    endedBy(() -> sent.cancel(true));
    try {
      Duration patience = address.connect().plus(address.answer());
      return sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (CancellationException e) {
      throw new RouterOsException(Kind.CLOSED_HERE, "", e);
    } catch (TimeoutException e) {
      throw new RouterOsException(Kind.NO_ANSWER, "", e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RouterOsException(Kind.INTERRUPTED, "this thread was", e);
    } finally {
      sent.cancel(true);
    }
  }

  private byte[] read(InputStream body) {
    Kind[] why = {Kind.ROUTER_CLOSED};
    endedBy(() -> close(body, why, Kind.CLOSED_HERE));
    try (body;
        Deadline ignored = new Deadline(address.answer(), () -> close(body, why, Kind.NO_ANSWER))) {
      byte[] octets = body.readNBytes(LARGEST + 1);
      if (octets.length > LARGEST) {
        throw new RouterOsException(Kind.TOO_MUCH, "more than " + (LARGEST >> 20) + " MiB");
      }
      return octets;
    } catch (IOException e) {
      throw new RouterOsException(why[0], Tcp.words(e), e);
    }
  }

  private static void close(InputStream body, Kind[] why, Kind reason) {
    why[0] = reason;
    try {
      body.close();
    } catch (IOException e) {
      // It was to be closed, and is.
    }
  }

  /** What {@link #close} ends, if it has not been called already. */
  private void endedBy(Runnable end) {
    running = end;
    if (closed) {
      end.run();
    }
  }

  private RouterOsException failed(@Nullable Throwable cause) {
    if (closed) {
      return new RouterOsException(Kind.CLOSED_HERE, "");
    }
    if (cause instanceof HttpTimeoutException late) {
      boolean connecting = late instanceof HttpConnectTimeoutException;
      return new RouterOsException(
          connecting ? Kind.UNREACHABLE : Kind.NO_ANSWER, Tcp.words(late), late);
    }
    if (cause instanceof ConnectException e) {
      return whyNoConnection(e);
    }
    if (cause instanceof SSLException e) {
      return Tls.refused(e, Kind.TLS_REFUSED);
    }
    if (cause instanceof ProtocolException e) {
      return new RouterOsException(Kind.NOT_UNDERSTOOD, Tcp.words(e), e);
    }
    if (cause instanceof IOException e) {
      return new RouterOsException(Kind.ROUTER_CLOSED, Tcp.words(e), e);
    }
    return new RouterOsException(Kind.NOT_UNDERSTOOD, String.valueOf(cause));
  }

  /** Java's client does not say whether the port is closed or the router away; a socket does. */
  private RouterOsException whyNoConnection(ConnectException otherwise) {
    try {
      Tcp.close(Tcp.connect(address));
      return Tcp.notConnected(address, otherwise);
    } catch (RouterOsException e) {
      return e;
    }
  }

  private static RouterOsException refused(
      int status, byte[] octets, @Nullable Map<String, ?> sent, Kind notFound) {
    if (status == UNAUTHORIZED) {
      return new RouterOsException(Kind.WRONG_LOGIN, "");
    }
    JsonNode reason = json(octets);
    if (!reason.has("error")) {
      return new RouterOsException(Kind.NOT_UNDERSTOOD, "status " + status + " without a reason");
    }
    String words = reason.path("detail").asText(reason.path("message").asText());
    Kind byStatus =
        switch (status) {
          case BAD_REQUEST -> Kind.VALUE_REFUSED;
          case FORBIDDEN -> Kind.NOT_PERMITTED;
          case NOT_FOUND -> notFound;
          case NOT_ACCEPTABLE -> Kind.NO_SUCH_COMMAND;
          default -> Kind.COMMAND_FAILED;
        };
    return new RouterOsException(
        Kind.ofWords(words, byStatus), Secrets.removed(words, sent == null ? Map.of() : sent));
  }

  private static JsonNode json(byte[] octets) {
    try {
      return JSON.readTree(RouterText.of(octets));
    } catch (JsonProcessingException e) {
      throw new RouterOsException(Kind.NOT_UNDERSTOOD, "it is not JSON");
    }
  }

  private static List<Row> rows(JsonNode answer) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode item : answer.isArray() ? answer : List.of(answer)) {
      if (rows.size() == Answer.MOST_ROWS) {
        throw new RouterOsException(Kind.TOO_MUCH, "more than " + Answer.MOST_ROWS + " rows");
      }
      if (!item.isObject() && !item.isMissingNode()) {
        throw new RouterOsException(Kind.NOT_UNDERSTOOD, "it holds something that is no item");
      }
      Map<String, String> values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : item.properties()) {
        JsonNode value = field.getValue();
        values.put(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
      }
      if (!values.isEmpty()) {
        rows.add(new Row(values));
      }
    }
    return rows;
  }
}
