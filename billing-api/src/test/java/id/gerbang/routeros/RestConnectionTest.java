package id.gerbang.routeros;

import static id.gerbang.routeros.Failures.allOf;
import static id.gerbang.routeros.Failures.failure;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.RouterOsException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestConnectionTest {

  private static final String PASSWORD = "kunci:rahasia";

  /** What the router says to the next request, after the first one. */
  private interface Reply {
    void to(HttpExchange exchange, String request) throws IOException;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Reply reply = (exchange, request) -> answer(exchange, 200, "[]");
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          String request =
              exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
          String login = exchange.getRequestHeaders().getFirst("Authorization");
          if (!login.equals("Basic " + base64("gerbang:" + PASSWORD))) {
            answer(exchange, 401, "{\"error\":401,\"message\":\"Unauthorized\"}");
          } else if (request.equals("POST /rest/system/resource/print")) {
            answer(exchange, 200, "[{\"version\":\"7.20.8 (stable)\"}]");
          } else {
            reply.to(exchange, request + (body.isEmpty() ? "" : " " + body));
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void a_wrong_login_is_told_when_opening() {
    RouterAddress wrong =
        RouterAddress.of("127.0.0.1", Protocol.REST, "gerbang", new Password("salah"))
            .atPort(server.getAddress().getPort());
    assertThat(failure(() -> RouterOs.open(wrong)).kind()).isEqualTo(Kind.WRONG_LOGIN);
  }

  @Test
  void items_are_printed_with_conditions_as_query_words() {
    replyTo(
        "POST /rest/ppp/secret/print {\".proplist\":[\".id\",\"name\"],"
            + "\".query\":[\"name=budi\",\"-comment\",\"#&\"]}",
        "[{\".id\":\"*1\",\"name\":\"budi\",\"disabled\":\"false\"},{\".id\":\"*A\",\"n\":1}]");
    try (RouterOs open = open()) {
      List<Row> rows =
          open.print(
              "/ppp/secret",
              List.of(".id", "name"),
              Condition.equal("name", "budi"),
              Condition.absent("comment"));
      assertThat(rows).extracting(Row::id).containsExactly("*1", "*A");
      assertThat(rows.get(0).isTrue("disabled")).isFalse();
      assertThat(rows.get(1).get("n")).contains("1");
    }
  }

  @Test
  void settings_and_returned_values_are_one_row() {
    replyTo("POST /rest/system/identity/print {}", "{\"name\":\"bras\"}");
    try (RouterOs open = open()) {
      assertThat(open.print("/system/identity", List.of()).get(0).get("name")).contains("bras");
      replyTo("POST /rest/execute {\"script\":\":put 1\"}", "{\"ret\":\"*5\"}");
      assertThat(open.run("/execute", Map.of("script", ":put 1")).get(0).get("ret")).contains("*5");
      replyTo("POST /rest/radius/incoming/set {\"accept\":\"yes\"}", "");
      open.set("/radius/incoming", Map.of("accept", "yes"));
    }
  }

  @Test
  void items_are_added_changed_and_removed() {
    try (RouterOs open = open()) {
      replyTo("PUT /rest/ip/pool {\"name\":\"isolir\"}", "{\".id\":\"*1A\",\"name\":\"isolir\"}");
      assertThat(open.add("/ip/pool", Map.of("name", "isolir"))).isEqualTo("*1A");
      replyTo("PATCH /rest/ip/pool/*1A {\"ranges\":\"a\"}", "{\".id\":\"*1A\"}");
      open.set("/ip/pool", "*1A", Map.of("ranges", "a"));
      replyTo("PATCH /rest/interface/a%2Fb%20%3F%C3%A9 {\"mtu\":\"1500\"}", "{}");
      open.set("/interface", "a/b ?é", Map.of("mtu", "1500"));
      replyTo("DELETE /rest/ip/pool/*1A", "");
      open.remove("/ip/pool", "*1A");
      replyTo("DELETE /rest/ip/pool/%2E%2E", "");
      open.remove("/ip/pool", "..");
    }
  }

  @Test
  void what_is_gone_already_is_removed() {
    reply = (exchange, request) -> answer(exchange, 404, error(404, "Not Found", null));
    try (RouterOs open = open()) {
      open.remove("/ip/pool", "*1A");
      assertThat(failure(() -> open.set("/ip/pool", "*1A", Map.of("name", "x"))).kind())
          .isEqualTo(Kind.NO_SUCH_ITEM);
    }
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "400 | Bad Request | failure: already have such name | VALUE_REFUSED",
        "400 | Bad Request | something new | VALUE_REFUSED",
        "400 | Bad Request | failure: can not remove | COMMAND_FAILED",
        "400 | Bad Request | unknown parameter comment | NO_SUCH_COMMAND",
        "400 | Bad Request | no such command prefix | NO_SUCH_COMMAND",
        "400 | Bad Request | no such item (4) | NO_SUCH_ITEM",
        "400 | Bad Request | Session closed | INTERRUPTED",
        "401 | Unauthorized | | WRONG_LOGIN",
        "403 | Forbidden | | NOT_PERMITTED",
        "404 | Not Found | | NO_SUCH_COMMAND",
        "406 | Not Acceptable | no such command or directory (remove) | NO_SUCH_COMMAND",
        "500 | Internal Server Error | not enough permissions (9) | NOT_PERMITTED",
        "500 | Internal Server Error | | COMMAND_FAILED",
        "503 | Service Unavailable | | COMMAND_FAILED"
      },
      delimiter = '|')
  void an_error_is_told_by_the_kinds_of_the_binary_api(
      int status, String message, String detail, Kind kind) {
    reply = (exchange, request) -> answer(exchange, status, error(status, message, detail));
    try (RouterOs open = open()) {
      RouterOsException refused = failure(() -> open.run("/ip/pool/add", Map.of("name", "isolir")));
      assertThat(refused.kind()).isEqualTo(kind);
      if (kind != Kind.WRONG_LOGIN) {
        assertThat(refused.detail()).isEqualTo(detail == null ? message : detail);
      }
      assertThat(allOf(refused)).doesNotContain(PASSWORD);
    }
  }

  @Test
  void a_secret_that_the_router_repeats_is_not_told_on() {
    reply =
        (exchange, request) ->
            answer(exchange, 400, error(400, "Bad Request", "too long: s3cr3t-value"));
    try (RouterOs open = open()) {
      RouterOsException refused =
          failure(() -> open.add("/radius", Map.of("secret", "s3cr3t-value")));
      assertThat(refused.detail()).isEqualTo("too long: (secret)");
      assertThat(allOf(refused)).doesNotContain("s3cr3t-value");
    }
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "404 | <html>no page</html>",
        "500 | <html>error</html>",
        "302 | ",
        "200 | <html>WebFig</html>",
        "200 | [1]",
        "200 | \"text\"",
        "200 | [{\"a\":\"b\""
      },
      delimiter = '|',
      quoteCharacter = '\'')
  void what_is_no_rest_is_not_understood_and_never_empty(int status, String body) {
    reply = (exchange, request) -> answer(exchange, status, body == null ? "" : body);
    try (RouterOs open = open()) {
      assertThat(failure(() -> open.print("/ip/pool", List.of())).kind())
          .isEqualTo(Kind.NOT_UNDERSTOOD);
      if (status == 404) {
        assertThat(failure(() -> open.remove("/ip/pool", "*1")).kind())
            .isEqualTo(Kind.NOT_UNDERSTOOD);
      }
    }
  }

  @Test
  void an_empty_answer_to_a_print_is_not_an_empty_list() {
    reply = (exchange, request) -> answer(exchange, 200, "");
    try (RouterOs open = open()) {
      assertThat(failure(() -> open.print("/ip/pool", List.of())).kind())
          .isEqualTo(Kind.NOT_UNDERSTOOD);
    }
  }

  @Test
  void text_that_is_no_utf8_is_read() {
    reply =
        (exchange, request) -> {
          byte[] octets = "[{\"comment\":\"Jos\u00e9 \u0009\"}]".getBytes(ISO_8859_1);
          exchange.sendResponseHeaders(200, octets.length);
          exchange.getResponseBody().write(octets);
          exchange.close();
        };
    try (RouterOs open = open()) {
      assertThat(open.print("/ip/pool", List.of()).get(0).get("comment")).contains("José \t");
    }
  }

  @Test
  void an_answer_that_has_no_end_is_given_up() {
    reply =
        (exchange, request) -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = "[\"........\"]".repeat(1 << 12).getBytes(UTF_8);
          while (true) {
            exchange.getResponseBody().write(much);
          }
        };
    try (RouterOs open = open()) {
      assertThat(failure(() -> open.print("/ip/pool", List.of())).kind()).isEqualTo(Kind.TOO_MUCH);
    }
  }

  @Test
  void a_router_that_says_nothing_or_only_half_is_no_empty_list() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (RouterOs open =
        RouterOs.open(address().waiting(Duration.ofSeconds(1), Duration.ofMillis(500)))) {
      reply = (exchange, request) -> await(over);
      assertThat(failure(() -> open.print("/ip/pool", List.of())).kind()).isEqualTo(Kind.NO_ANSWER);
      reply =
          (exchange, request) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
            await(over);
          };
      assertThat(failure(() -> open.print("/ip/pool", List.of())).kind()).isEqualTo(Kind.NO_ANSWER);
    } finally {
      over.countDown();
    }
  }

  @Test
  void a_router_that_hangs_up_is_told_so() {
    reply = (exchange, request) -> exchange.close();
    try (RouterOs open = open()) {
      assertThat(failure(() -> open.print("/ip/pool", List.of())).kind())
          .isEqualTo(Kind.ROUTER_CLOSED);
    }
  }

  @Test
  void closing_here_ends_what_waits() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    RouterOs open = open();
    reply =
        (exchange, request) -> {
          asked.countDown();
          await(over);
        };
    Future<RouterOsException> waiting =
        threads.submit(() -> failure(() -> open.print("/ip/pool", List.of())));
    asked.await();
    open.close();
    assertThat(waiting.get().kind()).isEqualTo(Kind.CLOSED_HERE);
    assertThat(failure(() -> open.print("/ip/pool", List.of())).kind()).isEqualTo(Kind.CLOSED_HERE);
    over.countDown();
  }

  @Test
  void requests_go_one_after_the_other() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    reply =
        (exchange, request) -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          Thread.yield();
          atOnce.decrementAndGet();
          answer(exchange, 200, "[]");
        };
    try (RouterOs open = open()) {
      List<Future<List<Row>>> answers =
          java.util.stream.IntStream.range(0, 30)
              .mapToObj(i -> threads.submit(() -> open.print("/ip/pool", List.of())))
              .toList();
      for (Future<List<Row>> answer : answers) {
        assertThat(answer.get()).isEmpty();
      }
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void listening_is_not_offered() {
    try (RouterOs open = open()) {
      RouterOsException refused = failure(() -> open.listen("/log", List.of()));
      assertThat(refused.kind()).isEqualTo(Kind.NOT_OFFERED);
      assertThat(refused.getMessage()).contains("binary API");
    }
  }

  @Test
  void a_closed_port_is_told_from_a_name_that_does_not_resolve() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    assertThat(failure(() -> RouterOs.open(address().atPort(port))).kind())
        .isEqualTo(Kind.PORT_CLOSED);
    RouterAddress unnamed =
        RouterAddress.of("router.invalid", Protocol.REST, "u", new Password("p"));
    assertThat(failure(() -> RouterOs.open(unnamed)).kind()).isEqualTo(Kind.NAME_NOT_RESOLVED);
  }

  private RouterOs open() {
    return RouterOs.open(address());
  }

  private RouterAddress address() {
    return RouterAddress.of("127.0.0.1", Protocol.REST, "gerbang", new Password(PASSWORD))
        .atPort(server.getAddress().getPort());
  }

  private void replyTo(String wanted, String body) {
    reply =
        (exchange, request) ->
            answer(
                exchange,
                request.equals(wanted) ? 200 : 418,
                request.equals(wanted) ? body : error(418, "asked was " + request, null));
  }

  private static String error(int status, String message, String detail) {
    var error = new JsonMapper().createObjectNode().put("error", status).put("message", message);
    if (detail != null) {
      error.put("detail", detail);
    }
    return error.toString();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    if (octets.length > 0) {
      exchange.getResponseBody().write(octets);
    }
    exchange.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
