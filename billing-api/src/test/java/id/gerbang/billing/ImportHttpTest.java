package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.imports.FileImport;
import id.gerbang.billing.imports.ImportCustomers;
import id.gerbang.billing.imports.ImportView;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.core.database.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers out of files as ISPs really have them. */
class ImportHttpTest {

  private static final String MESSY =
      """
      Nama;No. HP;Alamat;Wilayah;Paket;User PPPoE;Password;Tgl Tagihan;Tagih Mulai;Aktif Sampai;Label;Warna\r
      Budi Santoso;8123456789;"Jl. Melati 3; RT 02";Cibiru;10 mega;budi;rahasia1;1;01/12/2026;;rumah, lama;merah\r
      ;;;;;;;;;;;\r
      "Siti ""Ibu"" Aminah";0812-9999-000;Jl. Mawar 1;Cibiru;10 Mega;siti;rahasia2;;;31/12/2026;;\r
      Warung Tono;+62 811 222 333;;;;;;;;;;\r
      """;

  private final MovableClock clock = new MovableClock("2026-11-10T17:30:00Z");
  private final RunningBilling billing = new RunningBilling(clock, List.of());

  @BeforeEach
  void a_plan() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('10 Mega');
        INSERT INTO plan_version (plan_id, version, price) VALUES (1, 1, 150000)""");
  }

  @AfterEach
  void close() {
    billing.close();
  }

  @Test
  void a_messy_file_becomes_customers_with_their_subscriptions() {
    JsonNode made = taken(MESSY, "");
    assertThat(made.get("state").asText()).isEqualTo("done");
    assertThat(counts(made)).containsExactly(3, 3, 0, 0);
    assertThat(made.at("/mapping/No. HP").asText()).isEqualTo("phone");
    assertThat(made.get("ignored").toString()).isEqualTo("[\"Warna\"]");

    JsonNode budi = billing.get("/customers/number:C-00001").json();
    assertThat(budi.get("phone").asText()).as("its 0 was lost").isEqualTo("628123456789");
    assertThat(budi.get("address").asText()).isEqualTo("Jl. Melati 3; RT 02");
    assertThat(budi.get("tags").toString()).isEqualTo("[\"rumah\",\"lama\"]");
    JsonNode subscription = billing.get("/subscriptions/username:budi").json();
    assertThat(subscription.get("billingDay").asInt()).isEqualTo(1);
    assertThat(subscription.get("billedUntil").asText()).isEqualTo("2026-12-01");
    assertThat(billing.post("/subscriptions/username:budi/password/reveal", "{}").text())
        .contains("rahasia1");

    assertThat(billing.get("/customers/number:C-00002").json().get("name").asText())
        .isEqualTo("Siti \"Ibu\" Aminah");
    JsonNode siti = billing.get("/subscriptions/username:siti").json();
    assertThat(siti.get("billing").asText()).isEqualTo("prepaid");
    assertThat(siti.get("activeUntil").asText())
        .as("the 31st is paid for, in Jakarta")
        .isEqualTo("2026-12-31T17:00:00Z");

    JsonNode rows = billing.get("/imports/1/rows").json().get("items");
    assertThat(rows.findValuesAsText("row"))
        .as("as Excel counts them")
        .containsExactly("2", "4", "5");
    assertThat(rows.at("/2/subscriptionId").isNull()).isTrue();
    assertThat(billing.get("/audit").text()).contains("import.create").doesNotContain("rahasia");
  }

  @Test
  void a_rehearsal_says_what_would_be_and_leaves_nothing() {
    JsonNode rehearsed = billing.post("/imports", request(MESSY, ", \"dryRun\": true")).json();
    assertThat(rehearsed.get("state").asText()).isEqualTo("rehearsed");
    assertThat(counts(rehearsed)).containsExactly(3, 3, 0, 0);
    assertThat(billing.get("/customers").json().get("items")).isEmpty();
    assertThat(billing.get("/imports").json().get("items")).isEmpty();
    assertThat(billing.get("/audit").text()).doesNotContain("customer.create", "import");
    taken(MESSY, "");
    assertThat(billing.get("/customers/number:C-00001").status())
        .as("no number was used up")
        .isEqualTo(200);
  }

  @Test
  void one_wrong_row_stops_all_unless_it_may_be_left_out() {
    String file =
        """
        nama,no hp,paket,username,password,masa aktif
        Budi,0812345678,10 Mega,budi,x,
        Siti,6.28123E+12,10 Mega,siti,x,
        Tono,,20 Mega,tono,x,besok
        Wati,,1,wati,,
        Andi,,1,budi,x,
        """;
    Reply refused = billing.post("/imports", request(file, ""), "Idempotency-Key", "a");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("errors").findValuesAsText("field"))
        .containsExactly(
            "content",
            "rows[3].phone",
            "rows[4].plan",
            "rows[4].activeUntil",
            "rows[5].password",
            "rows[6].username");
    assertThat(refused.text()).contains("20 Mega; there are 10 Mega");
    assertThat(billing.get("/customers").json().get("items")).isEmpty();

    JsonNode made = taken(file, ", \"skipErrors\": true, \"duplicates\": \"create\"");
    assertThat(counts(made)).containsExactly(5, 1, 0, 4);
    assertThat(made.at("/problems/3/errors/0/message").asText()).isEqualTo("is taken");
    assertThat(billing.get("/customers").json().get("items")).hasSize(1);
  }

  @Test
  void who_is_there_already_is_named_and_left_out_or_refused_or_made_again() {
    taken(MESSY, "");
    String again = "nama,hp\nBudi S.,+628123456789\nRina,08155555555\nRina,08155555555\n";
    JsonNode rehearsed = billing.post("/imports", request(again, ", \"dryRun\": true")).json();
    assertThat(counts(rehearsed)).containsExactly(3, 1, 2, 0);
    assertThat(rehearsed.at("/problems").findValuesAsText("message"))
        .containsExactly(
            "C-00001 Budi Santoso (phone) is there already",
            "row 3 of this file (phone) is there already");
    assertThat(
            billing
                .post(
                    "/imports",
                    request(again, ", \"duplicates\": \"refuse\""),
                    "Idempotency-Key",
                    "r")
                .json()
                .get("errors")
                .findValuesAsText("field"))
        .containsExactly("content", "rows[2].phone", "rows[4].phone");
    assertThat(counts(taken(again, ", \"duplicates\": \"create\""))).containsExactly(3, 3, 0, 0);
    assertThat(counts(taken(MESSY, ""))).as("the same file again").containsExactly(3, 0, 3, 0);
  }

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

    JsonNode undone = undo(1, "u");
    assertThat(undone.get("state").asText()).isEqualTo("partly_undone");
    assertThat(undone.get("undone").asInt()).isEqualTo(1);
    assertThat(undone.get("problems").findValuesAsText("kept"))
        .containsExactly("has invoices, has entries in the books", "was changed");
    assertThat(billing.get("/customers/number:C-00001").status()).isEqualTo(404);
    assertThat(billing.get("/subscriptions/username:budi").status()).isEqualTo(404);
    assertThat(billing.get("/audit").text()).contains("import.undo", "customer.archive");
    assertThat(undo(1, "v").get("undone").asInt()).as("asked again").isEqualTo(1);

    JsonNode again = taken(file, "");
    assertThat(counts(again)).as("its external id is free").containsExactly(3, 1, 2, 0);
    assertThat(undo(2, "w").get("state").asText()).isEqualTo("undone");
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
    JsonNode undone = undo(1, "u");
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
      FileImport files =
          MovingIn.files(
              pool,
              clock,
              ZoneId.of("Asia/Jakarta"),
              billing.sealer,
              RunningBilling.DICTIONARY,
              50);
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

  @Test
  void what_was_exported_is_taken_in_elsewhere() {
    taken(MESSY, "");
    billing.patch(
        "/customers/number:C-00001",
        "{\"nik\": \"3273012345678901\", \"notes\": \"=1+1\", \"mapPoint\": {\"latitude\": -6.9, \"longitude\": 107.6}}");
    String file = billing.get("/customers", "Accept", "text/csv").text();
    try (RunningBilling elsewhere = new RunningBilling(clock, List.of())) {
      JsonNode made =
          elsewhere.post("/imports", request(file, ""), "Idempotency-Key", "moved").json();
      assertThat(counts(made)).as(made.toString()).containsExactly(3, 3, 0, 0);
      JsonNode before = billing.get("/customers/number:C-00001").json();
      JsonNode after = elsewhere.get("/customers/external:1").json();
      for (String field :
          List.of("name", "phone", "address", "area", "mapPoint", "tags", "nik", "notes")) {
        assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
      }
    }
  }

  @Test
  void a_file_comes_once_by_its_key() {
    String body = request(MESSY, "");
    Reply first = billing.post("/imports", body, "Idempotency-Key", "once");
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.header("Location")).endsWith("/api/v1/imports/1");
    assertThat(billing.post("/imports", body, "Idempotency-Key", "once").text())
        .isEqualTo(first.text());
    assertThat(billing.get("/imports").json().get("items")).hasSize(1);
    assertThat(billing.post("/imports", body).status()).as("without a key").isEqualTo(400);
  }

  @Test
  void columns_mean_what_they_are_said_to_mean() {
    String file = "kolom a\tkolom b\nBudi\t08123456789\n";
    assertThat(billing.post("/imports", request(file, ", \"dryRun\": true")).field())
        .as("no heading is known")
        .isEqualTo("mapping");
    String mapping =
        ", \"dryRun\": true, \"mapping\": {\"kolom a\": \"name\", \"kolom b\": \"%s\"}";
    assertThat(counts(billing.post("/imports", request(file, mapping.formatted("phone"))).json()))
        .containsExactly(1, 1, 0, 0);
    assertThat(billing.post("/imports", request(file, mapping.formatted("fax"))).field())
        .isEqualTo("mapping.kolom b");
    assertThat(billing.post("/imports", request(file, mapping.formatted("name"))).field())
        .isEqualTo("mapping.kolom b");
  }

  @Test
  void what_is_no_file_is_refused_by_name() {
    assertThat(
            billing
                .post("/imports", "{\"dryRun\": true}")
                .json()
                .get("errors")
                .findValuesAsText("field"))
        .containsExactly("name", "content");
    assertThat(
            billing
                .post("/imports", "{\"dryRun\": true, \"name\": \"a\", \"content\": \"%\"}")
                .field())
        .isEqualTo("content");
    assertThat(rehearsed("nama\n").field()).isEqualTo("content");
    assertThat(rehearsed("nama\n\"Budi\n").text()).contains("row 2 that nothing closes");
    assertThat(rehearsed("nama\n" + "a\n".repeat(5_001)).text()).contains("more than 5000 rows");
    assertThat(rehearsed("nama" + ",".repeat(100) + "\n").text()).contains("100 columns");
    assertThat(rehearsed("nama\n" + "a".repeat(10_001)).text()).contains("10000 characters");
    assertThat(rehearsed("nama\n" + "a".repeat(7_000_000)).status()).isEqualTo(413);
    assertThat(rehearsed("nama\n" + "\n".repeat(2_000_000) + "Budi\n").status())
        .as("longer than other bodies")
        .isEqualTo(200);
  }

  @Test
  void any_writing_of_a_text_is_read() {
    for (String charset : List.of("windows-1252", "UTF-16", "UTF-8")) {
      String mark = charset.equals("UTF-8") ? "\uFEFF" : "";
      byte[] file =
          (mark + "sep=;\r\nnama;catatan\r\nBudi;d’Amour").getBytes(Charset.forName(charset));
      assertThat(
              counts(billing.post("/imports", request(file, charset, ", \"dryRun\": true")).json()))
          .containsExactly(1, 1, 0, 0);
    }
  }

  @Test
  void a_workbook_is_read_as_excel_keeps_it() {
    String sheet =
        """
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>paket</t></is></c><c r="E1" t="inlineStr"><is><t>username</t></is></c><c r="F1" t="inlineStr"><is><t>password</t></is></c><c r="G1" t="inlineStr"><is><t>aktif sampai</t></is></c></row>
        <row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><v>8.123456789E9</v></c><c r="D3" t="str"><f>"10"&amp;" Mega"</f><v>10 Mega</v></c><c r="E3" t="inlineStr"><is><t>budi</t></is></c><c r="F3"><v>123456789</v></c><c r="G3" s="1"><v>46387</v></c></row>
        </sheetData></worksheet>""";
    byte[] file = workbook(sheet);
    Reply reply =
        billing.post("/imports", request(file, "pelanggan.xlsx", ""), "Idempotency-Key", "xlsx");
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(counts(reply.json())).containsExactly(1, 1, 0, 0);
    JsonNode budi = billing.get("/customers/number:C-00001").json();
    assertThat(budi.get("name").asText()).isEqualTo("Budi & Sons");
    assertThat(budi.get("phone").asText()).isEqualTo("628123456789");
    assertThat(billing.get("/subscriptions/username:budi").json().get("activeUntil").asText())
        .isEqualTo("2026-12-31T17:00:00Z");
    assertThat(billing.get("/imports/1/rows").json().at("/items/0/row").asInt()).isEqualTo(3);
    assertThat(billing.post("/subscriptions/username:budi/password/reveal", "{}").text())
        .contains("123456789");
  }

  @Test
  void a_workbook_that_is_none_or_wants_too_much_is_refused() {
    assertThat(rehearsedWorkbook("nama;hp\n".getBytes(StandardCharsets.UTF_8)).field())
        .isEqualTo("content");
    Reply doctype =
        rehearsedWorkbook(
            workbook(
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><worksheet>&b;</worksheet>"));
    assertThat(doctype.status()).isEqualTo(422);
    assertThat(doctype.text()).contains("is no XLSX workbook that can be read");
    Reply bomb = rehearsedWorkbook(workbook("<worksheet>" + " ".repeat(65 << 20) + "</worksheet>"));
    assertThat(bomb.status()).isEqualTo(422);
    assertThat(bomb.text()).contains("unpacks to more than 64 MiB");
  }

  private Reply rehearsedWorkbook(byte[] file) {
    return billing.post("/imports", request(file, "a.xlsx", ", \"dryRun\": true"));
  }

  /** As far as a reader needs it; the sheet is neither the first part nor named as usual. */
  private static byte[] workbook(String sheet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      part(zip, "xl/worksheets/blad7.xml", sheet);
      part(
          zip,
          "xl/workbook.xml",
          """
          <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Pelanggan" sheetId="7" r:id="rId3"/></sheets></workbook>""");
      part(
          zip,
          "xl/_rels/workbook.xml.rels",
          """
          <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId3" Target="worksheets/blad7.xml"/></Relationships>""");
      part(
          zip,
          "xl/sharedStrings.xml",
          """
          <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Nama</t></si><si><t>No HP</t></si><si><r><t>Budi &amp; </t></r><r><t>Sons</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si></sst>""");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void part(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Test
  void only_owner_and_billing_take_files_in() {
    String technician = billing.service.tokens().create("t", Role.TECHNICIAN);
    assertThat(billing.as(technician, "POST", "/imports", request(MESSY, "")).status())
        .isEqualTo(403);
  }

  private Reply rehearsed(String file) {
    return billing.post("/imports", request(file, ", \"dryRun\": true"));
  }

  private JsonNode taken(String file, String more) {
    Reply reply =
        billing.post(
            "/imports", request(file, more), "Idempotency-Key", "key " + System.nanoTime());
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json();
  }

  private JsonNode undo(long id, String key) {
    Reply reply = billing.post("/imports/" + id + "/undo", "{}", "Idempotency-Key", key);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static List<Integer> counts(JsonNode it) {
    return List.of(
        it.path("rows").asInt(-1),
        it.path("made").asInt(-1),
        it.path("skipped").asInt(-1),
        it.path("refused").asInt(-1));
  }

  private static String request(String file, String more) {
    return request(file.getBytes(StandardCharsets.UTF_8), "pelanggan.csv", more);
  }

  private static String request(byte[] file, String name, String more) {
    return "{\"name\": \"%s\", \"content\": \"%s\"%s}"
        .formatted(name, Base64.getEncoder().encodeToString(file), more);
  }
}
