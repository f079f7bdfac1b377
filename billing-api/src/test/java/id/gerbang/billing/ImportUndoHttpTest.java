package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.imports.FileImport;
import id.gerbang.billing.imports.ImportCustomers;
import id.gerbang.billing.imports.ImportView;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A file of any size is one import, which is taken back as far as nobody has lived with it. */
class ImportUndoHttpTest extends ImportsOverHttp {

  @Test
  void what_nothing_happened_to_is_taken_back_and_the_rest_says_why_not() {
    String file = MESSY.replace("Warna", "Kode").replace("merah", "X-1");
    taken(file, "");
    clock.set("2026-12-01T17:30:00Z");
    Reply changed = billing.patch("/customers/number:C-00003", "{\"area\": \"Ujungberung\"}");
    assertThat(changed.status()).isEqualTo(200);
    Reply billed =
        billing.post(
            "/invoices",
            """
            {"customerId": 2, "dueDate": "2026-12-20", "lines": [{"description": "Pasang", "amount": 100000}]}""",
            "Idempotency-Key",
            "invoice");
    assertThat(billed.status()).as(billed.text()).isEqualTo(201);

    JsonNode undone = undo(1);
    assertThat(undone.get("state").asText()).isEqualTo("partly_undone");
    assertThat(undone.get("undone").asInt()).isEqualTo(1);
    assertThat(undone.get("problems").findValuesAsText("kept"))
        .containsExactly("has invoices, has entries in the books", "was changed");
    assertThat(billing.get("/customers/number:C-00001").status()).isEqualTo(404);
    assertThat(billing.get("/subscriptions/username:budi").status()).isEqualTo(404);
    assertThat(billing.get("/audit").text()).contains("import.undo", "customer.archive");
    assertThat(undo(1).get("undone").asInt()).as("asked again").isEqualTo(1);

    JsonNode again = taken(file, "");
    assertThat(counts(again)).as("its external id is free").containsExactly(3, 1, 2, 0);
    assertThat(undo(2).get("state").asText()).isEqualTo("undone");
  }

  @Test
  void what_was_lived_with_since_is_kept() {
    taken("nama,hp,paket,username,password\n" + numbered(1, 7), "");
    clock.set("2026-11-20T00:00:00Z");
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, started_at, updated_at, heard_at)
        VALUES (1, 'before', 'u1', '2026-11-01T00:00:00Z', '2026-11-19T00:00:00Z', '2026-11-19T00:00:00Z');
        INSERT INTO review_item (kind, subject, customer_id, detail, opened_at)
        VALUES ('other', 'customer:2', 2, 'asked for his address', '2026-11-19T00:00:00Z')""");
    assertThat(
            billing
                .post(
                    "/subscriptions/username:u3/charges",
                    "{\"kind\": \"addon\", \"description\": \"IP publik\", \"amount\": 50000}",
                    "Idempotency-Key",
                    "charge")
                .status())
        .isEqualTo(201);
    assertThat(
            billing
                .post(
                    "/payments",
                    "{\"customerId\": 4, \"amount\": 150000, \"method\": \"cash\"}",
                    "Idempotency-Key",
                    "paid")
                .status())
        .isEqualTo(201);
    assertThat(
            billing.post("/subscriptions/username:u5/isolate", "{\"reason\": \"pindah\"}").status())
        .isEqualTo(200);
    assertThat(
            billing
                .post(
                    "/subscriptions/username:u6/terminate",
                    "{\"at\": \"2026-12-24T00:00:00Z\", \"reason\": \"pindah\"}",
                    "Idempotency-Key",
                    "end")
                .status())
        .isEqualTo(200);
    JsonNode undone = undo(1);
    assertThat(undone.get("undone").asInt()).isEqualTo(1);
    assertThat(undone.get("problems").findValuesAsText("kept"))
        .containsExactly(
            "has been online",
            "is to be reviewed, or was",
            "has charges beside its plan",
            "has payments, has entries in the books",
            "was changed",
            "has changes that wait, or came, was changed");
  }

  @Test
  void a_file_of_any_size_is_one_import_that_can_be_gone_on_with_and_taken_back() {
    String head = "nama,hp,paket,username,password\n";
    byte[] file = (head + numbered(1, 53)).getBytes(StandardCharsets.UTF_8);
    byte[] wrong =
        (head + numbered(1, 51) + "Ani,,10 Mega,u7,x\n" + numbered(53, 53))
            .getBytes(StandardCharsets.UTF_8);
    ImportCustomers strict = ImportCustomers.ofFile("semua.csv", Map.of(), "skip", false);
    List<String> heard = new ArrayList<>();
    try (HikariDataSource pool = Pool.open(billing.database, ServiceRole.BILLING, 1)) {
      FileImport files = files(pool, 50);
      ImportView rehearsed =
          files.rehearse(
              strict,
              wrong,
              Actor.COMMAND_LINE,
              (done, all) -> {
                heard.add(done + "/" + all);
                assertThat(
                        billing.post("/customers", "{\"name\": \"Walk-in " + done + "\"}").status())
                    .as("nobody waits for a rehearsal")
                    .isEqualTo(201);
              });
      assertThat(heard).containsExactly("50/53", "53/53");
      assertThat(rehearsed.made()).isEqualTo(52);
      assertThat(rehearsed.problems().get(0).errors().get(0).message())
          .as("also of rows that are made in another transaction")
          .contains("row 8 of this file");
      assertThat(billing.get("/imports").json().get("items")).isEmpty();

      assertThatThrownBy(() -> files.take(strict, wrong, Actor.COMMAND_LINE, (done, all) -> {}))
          .hasMessageContaining("1 of 3 rows can't be taken in");
      JsonNode broken = billing.get("/imports/1").json();
      assertThat(broken.get("state").asText()).isEqualTo("unfinished");
      assertThat(counts(broken)).containsExactly(50, 50, 0, 0);
      assertThatThrownBy(() -> files.take(strict, file, Actor.COMMAND_LINE, (done, all) -> {}))
          .hasMessageContaining("--continue 1");
      byte[] other = new String(file, StandardCharsets.UTF_8).replace("Nama 9,", "Ani,").getBytes();
      assertThatThrownBy(() -> files.goOn(1, strict, other, Actor.COMMAND_LINE, (done, all) -> {}))
          .hasMessageContaining("another file: its row 10 was Nama 9");
      ImportCustomers otherwise = ImportCustomers.ofFile("semua.csv", Map.of(), "create", false);
      assertThatThrownBy(
              () -> files.goOn(1, otherwise, file, Actor.COMMAND_LINE, (done, all) -> {}))
          .hasMessageContaining("--duplicates skip: go on with the same");
      ImportView whole = files.goOn(1, strict, file, Actor.COMMAND_LINE, (done, all) -> {});
      assertThat(whole.state()).isEqualTo("done");
      assertThat(whole.made()).isEqualTo(53);

      clock.set("2026-11-20T00:00:00Z");
      billing.patch("/customers/number:C-00040", "{\"area\": \"Ujungberung\"}");
      ImportView undone = files.undo(1, Actor.COMMAND_LINE);
      assertThat(undone.state()).isEqualTo("partly_undone");
      assertThat(undone.undone()).isEqualTo(52);
      assertThat(undone.problems()).singleElement().extracting("kept").isEqualTo("was changed");
    }
  }

  private static String numbered(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "Nama %d,%d,10 Mega,u%d,x%d\n".formatted(i, 628110000000L + i, i, i))
        .collect(Collectors.joining());
  }
}
