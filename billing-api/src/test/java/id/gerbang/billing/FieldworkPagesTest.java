package id.gerbang.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of an incident as the team's and the customer's telephones ask for it. */
class FieldworkPagesTest extends OneServiceOverHttp {

  private static final int NARROW = 360;

  @Test
  void each_party_has_the_button_of_its_own_step_and_sees_the_others() {
    String path = sent();
    String field = link(path, "field", "Joko <tim 2>");
    String pic = link(path, "pic", "Bu Ani");
    assertThat(billing.anonymous("GET", field).text())
        .contains("<button>Kondisi sebelum pekerjaan dicatat</button>", "Joko &lt;tim 2&gt;")
        .contains("Jl. Mawar 1", "31 Januari 2027 10:00 WIB")
        .doesNotContain("http-equiv=\"refresh\"");
    assertThat(billing.anonymous("GET", pic).text())
        .contains("disabled", "Menunggu tim lapangan: Kondisi sebelum pekerjaan dicatat")
        .contains("http-equiv=\"refresh\" content=\"30\"")
        .doesNotContain("<form", "Jl. Mawar 1", "token:test");

    Reply done = press(field, "condition_before", "15", "FO putus\r\ndi tiang 7");
    assertThat(done.status()).isEqualTo(303);
    assertThat(done.header("Location")).endsWith(field + "?lang=id");
    assertThat(billing.anonymous("GET", field).text()).contains("<button>Peralatan siap</button>");
    Reply story = billing.get(path);
    assertThat(story.json().get("steps").findParents("note").toString())
        .contains("\"by\":\"Joko <tim 2>\"", "incident-link:", "FO putus\\ndi tiang 7")
        .contains("\"at\":\"2027-01-31T03:05:00Z\"", "\"late\":true");
    assertThat(billing.get("/audit").text()).contains("incident-link:");
  }

  @Test
  void the_customer_confirms_what_the_noc_has_verified() {
    String path = sent();
    String pic = link(path, "pic", "Bu Ani");
    String field = link(path, "field", "Joko");
    Reply order =
        billing.post(
            "/backup-links",
            "{\"customerId\": %d, \"vlan\": %d, \"popAddress\": \"103.245.179.46/29\"}"
                .formatted(customer, 100 + next()));
    billing.patch(path, "{\"backupLinkId\": %d}".formatted(order.id()));
    for (String step :
        List.of(
            "condition_before",
            "tools_ready",
            "power_ready",
            "modem_ready",
            "lan_ready",
            "configured",
            "cable_moved")) {
      assertThat(press(field, step, "0", "").status()).as(step).isEqualTo(303);
    }
    assertThat(press(pic, "pic_confirmed", "", "").status()).isEqualTo(409);
    assertThat(billing.post(path + "/steps/noc_verified", "{}").status()).isEqualTo(200);
    assertThat(billing.anonymous("GET", pic).text())
        .contains("Dikonfirmasi PIC pelanggan</button>");
    assertThat(press(pic, "pic_confirmed", "", "").status()).isEqualTo(303);
    assertThat(billing.get(path).json().get("state").asText()).isEqualTo("on_backup");
    billing.post(path + "/steps/fibre_back", "{}");
    assertThat(press(field, "backup_removed", "", "").status()).isEqualTo(303);
    for (String link : List.of(field, pic)) {
      assertThat(billing.anonymous("GET", link).text())
          .contains("sudah berakhir")
          .doesNotContain("<form", "Budi");
      assertThat(press(link, "pic_confirmed", "", "").text()).contains("sudah berakhir");
    }
  }

  @Test
  void what_is_another_party_s_out_of_order_or_sent_by_another_site_changes_nothing() {
    String path = sent();
    String field = link(path, "field", "Joko");
    assertThat(press(field, "fibre_back", "", "").status()).isEqualTo(403);
    assertThat(press(field, "dig", "", "").status()).isEqualTo(404);
    assertThat(press(field, "modem_ready", "", "").status()).isEqualTo(409);
    assertThat(press(field, "condition_before", "60", "").status()).isEqualTo(422);
    Reply elsewhere =
        press(field, "condition_before", "0", "", new String[] {"Sec-Fetch-Site", "cross-site"});
    assertThat(elsewhere.status()).isEqualTo(403);
    assertThat(press(field, "condition_before", "0", "").status()).isEqualTo(303);
    Reply again = press(field, "condition_before", "0", "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("sudah dikerjakan", "Peralatan siap</button>");
  }

  @Test
  void a_link_is_revoked_told_once_and_of_its_own_incident() {
    String path = sent();
    Reply made = billing.post(path + "/links", "{\"party\": \"field\", \"name\": \"Joko\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String url = made.json().get("url").asText();
    assertThat(url).matches("http://[0-9.]+:[0-9]+/incident/[A-Za-z0-9]{24}");
    Reply list = billing.get(path + "/links");
    assertThat(list.json().get("items")).hasSize(1);
    assertThat(list.text()).doesNotContain(url.substring(url.lastIndexOf('/') + 1));
    assertThat(billing.get("/audit?limit=500").text())
        .doesNotContain(url.substring(url.lastIndexOf('/') + 1));
    String other = sent();
    assertThat(billing.delete(other + "/links/" + made.id()).status()).isEqualTo(404);
    assertThat(billing.delete(path + "/links/" + made.id()).status()).isEqualTo(204);
    assertThat(billing.delete(path + "/links/" + made.id()).status()).isEqualTo(404);
    assertThat(billing.anonymous("GET", URI.create(url).getPath()).status()).isEqualTo(404);
    assertThat(billing.post(path + "/links", "{\"party\": \"noc\", \"name\": \"x\"}").field())
        .isEqualTo("party");
  }

  @Test
  void who_guesses_is_held_up_and_then_not_even_told_of_a_right_one() {
    String right = link(sent(), "field", "Joko");
    clock.move(Duration.ofHours(1));
    for (int i = 0; i < 10; i++) {
      assertThat(billing.anonymous("GET", "/incident/%024d".formatted(i)).status()).isEqualTo(404);
    }
    assertThat(billing.anonymous("GET", "/incident/%024d".formatted(11)).status()).isEqualTo(429);
    assertThat(billing.anonymous("GET", right).status()).isEqualTo(429);
    clock.move(Duration.ofMinutes(1));
    assertThat(billing.anonymous("GET", right).status()).isEqualTo(200);
  }

  @Test
  void it_runs_no_script_and_tells_nobody_where_it_was() {
    Reply page = billing.anonymous("GET", link(sent(), "field", "Joko") + "?lang=en");
    assertThat(page.text())
        .contains("<html lang=\"en\">", "Your next step")
        .doesNotContain("<script", " style=", " onclick");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'")
        .contains("form-action 'self'")
        .doesNotContain("script-src", "unsafe");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @CsvSource({"field, 0x0a58a8", "pic, 0xe4e8ee"})
  void a_phone_s_browser_shows_the_one_button(String party, int colour) {
    Browser.require();
    String link = link(sent(), party, "Joko Susilo");
    BufferedImage picture =
        Browser.picture(
            "http://127.0.0.1:%d%s".formatted(billing.service.httpPort(), link),
            "incident-" + party,
            NARROW);
    assertThat(Browser.shows(picture, colour)).as("the button of " + party).isTrue();
  }

  /** An incident of a cut fibre whose team is on its way. */
  private String sent() {
    billing.patch(
        "/customers/" + customer, "{\"address\": \"Jl. Mawar 1\", \"phone\": \"0812 3456 7890\"}");
    Reply opened =
        billing.post(
            "/incidents",
            "{\"customerId\": %d, \"summary\": \"Cabang tidak online\"}".formatted(customer));
    String path = "/incidents/" + opened.id();
    billing.post(path + "/steps/analysed", "{\"cause\": \"fibre_cut\"}");
    billing.post(path + "/steps/team_sent", "{}");
    assertThat(billing.post(path + "/steps/pic_informed", "{}").status()).isEqualTo(200);
    clock.move(Duration.ofMinutes(20));
    return path;
  }

  private String link(String path, String party, String name) {
    Reply made =
        billing.post(
            path + "/links", "{\"party\": \"%s\", \"name\": \"%s\"}".formatted(party, name));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return URI.create(made.json().get("url").asText()).getPath();
  }

  private Reply press(String link, String step, String ago, String note) {
    return press(link, step, ago, note, new String[0]);
  }

  private Reply press(String link, String step, String ago, String note, String[] headers) {
    byte[] form = new FormBody().text("step", step).text("ago", ago).text("note", note).done();
    return billing.as(
        "",
        "POST",
        link,
        new String(form, UTF_8),
        Stream.concat(Stream.of("Content-Type", FormBody.TYPE), Stream.of(headers))
            .toArray(String[]::new));
  }
}
