package id.gerbang.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import id.gerbang.billing.http.Role;
import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A billing service on a database of its own, and a client that speaks to it as curl would. */
final class RunningBilling implements AutoCloseable {

  static final Dictionary DICTIONARY =
      Dictionary.read(Path.of(System.getProperty("gerbang.root"), "conf/dictionary"));
  private static final ObjectMapper JSON = new ObjectMapper();

  final DatabaseConfig database = TestDatabase.fresh();
  final Sealer sealer = newKey();
  private final HttpConfig http;
  final BillingService service;
  private final HttpClient client = HttpClient.newHttpClient();
  final String owner;

  RunningBilling(List<AdminPart> parts) {
    this(Clock.systemUTC(), parts);
  }

  RunningBilling(Clock clock, List<AdminPart> parts) {
    this(clock, parts, new HttpConfig(0, Optional.empty(), 0));
  }

  RunningBilling(Clock clock, List<AdminPart> parts, HttpConfig http) {
    this.http = http;
    service = BillingService.start(config(sealer), clock, parts);
    owner = service.tokens().create("test", Role.OWNER);
  }

  BillingConfig config(Sealer key) {
    return new BillingConfig(
        database,
        key,
        ZoneId.of("Asia/Jakarta"),
        new Locale("id"),
        http,
        DICTIONARY,
        Optional.empty(),
        Duration.ofMinutes(1),
        24);
  }

  static Sealer newKey() {
    try {
      return SealingKey.create(Files.createTempDirectory("gerbang").resolve("seal.key"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was answered. */
  record Reply(int status, String text, HttpResponse<String> http) {

    JsonNode json() {
      try {
        return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(text, e);
      }
    }

    long id() {
      return json().get("id").asLong();
    }

    /** The first field at fault. */
    String field() {
      return json().at("/errors/0/field").asText();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }
  }

  Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** Invoices, made or made void, get a fresh Idempotency-Key where none is given. */
  Reply post(String path, String body, String... headers) {
    if (path.matches("/invoices(/[0-9]+/void)?") && !List.of(headers).contains("Idempotency-Key")) {
      return post(path, body, "Idempotency-Key", UUID.randomUUID().toString());
    }
    return send("POST", path, body, headers);
  }

  Reply put(String path, String body, String... headers) {
    return send("PUT", path, body, headers);
  }

  Reply patch(String path, String body, String... headers) {
    return send("PATCH", path, body, headers);
  }

  Reply delete(String path) {
    return send("DELETE", path, null);
  }

  /** Without Content-Length. */
  Reply postChunked(String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return exchange(
        request("POST", path, "")
            .method("POST", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
            .header("Authorization", "Bearer " + owner));
  }

  Reply as(String token, String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(method, path, body).header("Authorization", "Bearer " + token);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return exchange(request);
  }

  Reply anonymous(String method, String path) {
    return exchange(request(method, path, null));
  }

  private Reply send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(method, path, body).header("Authorization", "Bearer " + owner);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return exchange(request);
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    String full = path.matches("/(api|pay|isolir|incident)\\b.*|/") ? path : "/api/v1" + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + service.httpPort() + full.replace(" ", "%20")));
    if (body == null) {
      return request.method(method, BodyPublishers.noBody());
    }
    return request
        .method(method, BodyPublishers.ofString(body))
        .header("Content-Type", "application/json");
  }

  Reply admin(String path) {
    return exchange(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.adminPort() + path)));
  }

  private Reply exchange(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was asked for a time that has come by now, without waiting for the next round. */
  void carryOutWhatIsDue() {
    for (String job :
        List.of("plan-changes", "scheduled-changes", "first-logins", "bulk-actions")) {
      service.carryOut(job);
    }
  }

  /** One job, as if its time had come. */
  void carryOut(String job) {
    service.carryOut(job);
  }

  /** The first plan, of Rp 150.000 and without a rate. */
  void tenMega() {
    TestDatabase.execute(
        database,
        """
        INSERT INTO plan (name) VALUES ('10 Mega');
        INSERT INTO plan_version (plan_id, version, price) VALUES (1, 1, 150000)""");
  }

  long plan(String name) {
    return post(
            "/plans",
            """
            {"name": "%s", "price": 150000, "rateLimit": {"download": 10000000, "upload": 5000000}}\
            """
                .formatted(name))
        .id();
  }

  /** A token of somebody who works here. */
  String tokenOf(String name, Role role) {
    long id =
        post("/staff", "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role.text()))
            .json()
            .at("/staff/id")
            .asLong();
    return post(
            "/tokens",
            "{\"name\": \"%s\", \"role\": \"%s\", \"staffId\": %d}"
                .formatted(name, role.text(), id))
        .json()
        .get("token")
        .asText();
  }

  @Override
  public void close() {
    service.close();
    TestDatabase.drop(database);
  }
}
