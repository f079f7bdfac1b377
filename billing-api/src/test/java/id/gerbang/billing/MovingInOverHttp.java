package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.imports.FileImport;
import id.gerbang.billing.money.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running service that is asked for imports: rehearsed, taken in, and taken back. */
abstract class MovingInOverHttp {

  final MovableClock clock = new MovableClock("2026-11-10T17:30:00Z");
  final RunningBilling billing = new RunningBilling(clock, List.of());
  private int keys;

  /** No day that the clock is moved over bills what was imported before the test goes on. */
  @BeforeEach
  void nothing_is_billed() {
    assertThat(billing.put("/settings", "{\"billing\": {\"automatic\": false}}").status())
        .isEqualTo(200);
  }

  @AfterEach
  void close() {
    billing.close();
  }

  JsonNode rehearse(String request) {
    String dry = request.substring(0, request.lastIndexOf('}')) + ", \"dryRun\": true}";
    return answered(200, billing.post("/imports", dry));
  }

  JsonNode take(String request) {
    return answered(201, billing.post("/imports", request, "Idempotency-Key", key()));
  }

  JsonNode undo(long id) {
    return answered(200, billing.post("/imports/" + id + "/undo", "{}", "Idempotency-Key", key()));
  }

  /** As the command line has them, which takes files of any size. */
  FileImport files(DataSource pool, int atATime) {
    return MovingIn.files(
        pool,
        clock,
        ZoneId.of("Asia/Jakarta"),
        billing.sealer,
        RunningBilling.DICTIONARY,
        24,
        atATime);
  }

  private String key() {
    keys++;
    return "moving in " + keys;
  }

  private static JsonNode answered(int status, Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.json();
  }

  static String request(byte[] file, String name, String more) {
    return "{\"name\": \"%s\", \"content\": \"%s\"%s}"
        .formatted(name, Base64.getEncoder().encodeToString(file), more);
  }

  static String file(String format, String text, String more) {
    return request(
        text.getBytes(StandardCharsets.UTF_8), "a", ", \"format\": \"" + format + "\"" + more);
  }

  static String fromRouter(String format, long router, String more) {
    return "{\"format\": \"%s\", \"router\": \"%d\"%s}".formatted(format, router, more);
  }

  static List<Integer> counts(JsonNode it) {
    return List.of(
        it.path("rows").asInt(-1),
        it.path("made").asInt(-1),
        it.path("skipped").asInt(-1),
        it.path("refused").asInt(-1));
  }

  static JsonNode plan(JsonNode view, String name) {
    return one(view.get("plans"), "name", name);
  }

  /** Under whatever name it is here. */
  static JsonNode planOfProfile(JsonNode view, String profile) {
    return one(view.get("plans"), "profile", profile);
  }

  static JsonNode problem(JsonNode view, String name) {
    return one(view.get("problems"), "name", name);
  }

  private static JsonNode one(JsonNode all, String field, String value) {
    for (JsonNode one : all) {
      if (one.get(field).asText().equals(value)) {
        return one;
      }
    }
    throw new AssertionError("no " + value + " in " + all);
  }
}
