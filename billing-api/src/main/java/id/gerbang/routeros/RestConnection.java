package id.gerbang.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import id.gerbang.routeros.RouterOsException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** REST of version 7: menus as paths, properties as JSON. */
final class RestConnection implements RouterOs {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ACCEPTABLE = 406;

  private final RestExchange exchange;

  private RestConnection(RestExchange exchange) {
    this.exchange = exchange;
  }

  /** Asks for the version, so that what is wrong with the way or the login is told at once. */
  static RestConnection open(RouterAddress address) {
    Tcp.resolve(address.host());
    RestConnection connection = new RestConnection(new RestExchange(address));
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
    return exchange.isOpen();
  }

  @Override
  public void close() {
    exchange.close();
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
    RestExchange.Reply reply = exchange.ask(method, path, body == null ? null : octets(body));
    byte[] octets = reply.octets();
    if (reply.status() / 100 == 2) {
      return octets.length == 0 ? MissingNode.getInstance() : json(octets);
    }
    throw refused(reply.status(), octets, body, notFound);
  }

  private static byte[] octets(Map<String, ?> body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text by name is always JSON", e);
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
