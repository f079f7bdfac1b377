package id.gerbang.billing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.photo.Pictures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Photos of steps, by their calls and by the page of a telephone. */
class IncidentPhotoTest extends OneServiceOverHttp {

  private final HttpClient client = HttpClient.newHttpClient();
  private String path;
  private String field;

  @BeforeEach
  void a_team_is_at_the_customer_s() {
    path =
        "/incidents/"
            + billing
                .post("/incidents", "{\"customerId\": %d, \"summary\": \"x\"}".formatted(customer))
                .id();
    billing.post(path + "/steps/analysed", "{\"cause\": \"fibre_cut\"}");
    billing.post(path + "/steps/team_sent", "{}");
    billing.post(path + "/steps/pic_informed", "{}");
    field = link("field");
  }

  @Test
  void a_photo_of_a_step_is_kept_without_its_place_and_served_to_staff() throws Exception {
    HttpResponse<byte[]> made = upload("team_sent", "image/jpeg", Pictures.jpeg());
    assertThat(made.statusCode()).as(new String(made.body(), ISO_8859_1)).isEqualTo(201);
    assertThat(upload("team_sent", "image/png", Pictures.jpeg()).statusCode())
        .as("told by its content, and the same photo")
        .isEqualTo(201);
    JsonNode photos = photos("team_sent");
    assertThat(photos).hasSize(1);
    assertThat(photos.at("/0/mediaType").asText()).isEqualTo("image/jpeg");
    HttpResponse<byte[]> served =
        get("/api/v1" + path + "/photos/" + photos.at("/0/id").asLong(), billing.owner);
    assertThat(served.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(served.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(served.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("inline; filename=\"team_sent-");
    assertThat(new String(served.body(), ISO_8859_1)).contains("JFIF").doesNotContain("GPS");
    assertThat(billing.get("/audit").text()).contains("incident.photo");
  }

  @Test
  void what_is_no_picture_of_no_step_or_too_large_is_refused() throws Exception {
    assertThat(upload("team_sent", "image/jpeg", "<html>".getBytes(ISO_8859_1)).statusCode())
        .isEqualTo(422);
    assertThat(upload("dig", "image/jpeg", Pictures.jpeg()).statusCode()).isEqualTo(422);
    assertThat(upload("configured", "image/jpeg", Pictures.jpeg()).statusCode()).isEqualTo(409);
    assertThat(upload("team_sent", "image/jpeg", new byte[(8 << 20) + 1]).statusCode())
        .isEqualTo(413);
    assertThat(photos("team_sent")).isEmpty();
  }

  @Test
  void whoever_may_not_see_the_incident_sees_no_photo() throws Exception {
    upload("team_sent", "image/png", Pictures.png());
    billing.patch("/customers/" + customer, "{\"area\": \"selatan\"}");
    String limited =
        billing
            .post(
                "/tokens",
                "{\"name\": \"n%d\", \"role\": \"technician\", \"areas\": [\"utara\"]}"
                    .formatted(next()))
            .json()
            .get("token")
            .asText();
    String photo = "/api/v1" + path + "/photos/" + photos("team_sent").at("/0/id").asLong();
    assertThat(get(photo, limited).statusCode()).isEqualTo(404);
    assertThat(get(photo, billing.owner).statusCode()).isEqualTo(200);
    String other =
        "/incidents/"
            + billing
                .post("/incidents", "{\"customerId\": %d, \"summary\": \"y\"}".formatted(customer))
                .id();
    assertThat(get(photo.replace(path, other), billing.owner).statusCode()).isEqualTo(404);
  }

  @Test
  void a_telephone_sends_step_note_and_photo_together() throws Exception {
    HttpResponse<byte[]> pressed = press("condition_before", "redup\r\nsekali", Pictures.jpeg());
    assertThat(pressed.statusCode()).isEqualTo(303);
    long photo = photos("condition_before").at("/0/id").asLong();
    assertThat(billing.get(path).text()).contains("redup\\nsekali");
    assertThat(billing.anonymous("GET", field).text()).contains(field + "/photos/" + photo);
    HttpResponse<byte[]> served = get(field + "/photos/" + photo, "");
    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(new String(served.body(), ISO_8859_1)).contains("JFIF").doesNotContain("GPS");
    String pic = link("pic");
    assertThat(billing.anonymous("GET", pic).text()).doesNotContain("/photos/");
    assertThat(get(pic + "/photos/" + photo, "").statusCode()).isEqualTo(404);
    assertThat(get(field + "/photos/" + (photo + 1), "").statusCode()).isEqualTo(404);
  }

  @Test
  void a_photo_that_is_none_leaves_the_step_to_be_done() throws Exception {
    HttpResponse<byte[]> refused = press("condition_before", "", "no picture".getBytes(ISO_8859_1));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(new String(refused.body(), ISO_8859_1)).contains("pilih foto lain", "<button>");
    assertThat(billing.get(path).json().get("nextStep").asText()).isEqualTo("condition_before");
    assertThat(press("condition_before", "", new byte[0]).statusCode()).isEqualTo(303);
    assertThat(photos("condition_before")).isEmpty();
  }

  private JsonNode photos(String step) {
    for (JsonNode one : billing.get(path).json().get("steps")) {
      if (one.get("step").asText().equals(step)) {
        return one.get("photos");
      }
    }
    throw new AssertionError(step);
  }

  private String link(String party) {
    Reply made =
        billing.post(path + "/links", "{\"party\": \"%s\", \"name\": \"Joko\"}".formatted(party));
    return URI.create(made.json().get("url").asText()).getPath();
  }

  private HttpResponse<byte[]> upload(String step, String type, byte[] file)
      throws IOException, InterruptedException {
    return client.send(
        request("/api/v1" + path + "/photos?step=" + step)
            .header("Authorization", "Bearer " + billing.owner)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(file))
            .build(),
        BodyHandlers.ofByteArray());
  }

  /** As Chromium sends it. */
  private HttpResponse<byte[]> press(String step, String note, byte[] photo)
      throws IOException, InterruptedException {
    byte[] body =
        new FormBody()
            .text("step", step)
            .text("ago", "0")
            .text("note", note)
            .file("photo", photo)
            .done();
    return client.send(
        request(field)
            .header("Content-Type", FormBody.TYPE)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String path, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path);
    return client.send(
        (token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + billing.service.httpPort() + path));
  }
}
