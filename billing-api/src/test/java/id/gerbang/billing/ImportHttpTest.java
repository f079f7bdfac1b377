package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of a file become customers, once each, and what is wrong in one is named. */
class ImportHttpTest extends ImportsOverHttp {

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
  void only_owner_and_billing_take_files_in() {
    String technician = billing.service.tokens().create("t", Role.TECHNICIAN);
    assertThat(billing.as(technician, "POST", "/imports", request(MESSY, "")).status())
        .isEqualTo(403);
  }
}
