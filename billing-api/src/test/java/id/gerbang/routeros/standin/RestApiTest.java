package id.gerbang.routeros.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** REST as 7.1 and later have it: methods, values as text, errors. */
class RestApiTest {

  private final StandInRouter router = StandInRouter.version("7.20.8").start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    router.close();
  }

  private String say(String method, String path, String body) throws Exception {
    return say(router, "admin:", method, path, body);
  }

  private String say(StandInRouter to, String login, String method, String path, String body)
      throws Exception {
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + to.port("www") + "/rest/" + path))
            .header("Authorization", "Basic " + basic)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  @Test
  void a_row_is_made_read_changed_and_removed() throws Exception {
    assertThat(
            say("PUT", "ip/pool", "{\"name\":\"isolir\",\"ranges\":\"10.199.0.10-10.199.0.250\"}"))
        .isEqualTo(
            "201 {\".id\":\"*1\",\"name\":\"isolir\",\"ranges\":\"10.199.0.10-10.199.0.250\"}");
    assertThat(say("PATCH", "ip/pool/*1", "{\"comment\":\"isp:pool\"}"))
        .contains("\"comment\":\"isp:pool\"");
    assertThat(say("GET", "ip/pool?name=isolir&.proplist=.id,name", ""))
        .isEqualTo("200 [{\".id\":\"*1\",\"name\":\"isolir\"}]");
    assertThat(say("GET", "ip/pool/isolir?.proplist=name", ""))
        .isEqualTo("200 {\"name\":\"isolir\"}");
    assertThat(
            say(
                "POST",
                "ip/pool/print",
                "{\".query\":[\"name=isolir\",\"name=x\",\"#|\"],\".proplist\":[\"name\"]}"))
        .isEqualTo("200 [{\"name\":\"isolir\"}]");
    assertThat(say("DELETE", "ip/pool/*1", "")).isEqualTo("204 ");
    assertThat(say("DELETE", "ip/pool/*1", "")).startsWith("404 ");
  }

  @Test
  void settings_are_one_object_and_change_by_set() throws Exception {
    assertThat(say("POST", "radius/incoming/set", "{\"accept\":\"yes\",\"port\":\"3799\"}"))
        .startsWith("200 ");
    assertThat(say("GET", "radius/incoming", ""))
        .isEqualTo("200 {\"accept\":\"true\",\"port\":\"3799\",\"vrf\":\"main\"}");
  }

  @Test
  void commands_end_or_are_cut() throws Exception {
    assertThat(say("POST", "interface/monitor-traffic", "{\"interface\":\"ether1\",\"once\":\"\"}"))
        .contains("rx-bits-per-second");
    assertThat(say("POST", "interface/monitor-traffic", "{\"interface\":\"ether1\"}"))
        .startsWith("400 ")
        .contains("Session closed");
    assertThat(say("POST", "ping", "{\"address\":\"8.8.8.8\",\"count\":\"2\"}"))
        .contains("\"packet-loss\":\"100\"");
  }

  @Test
  void refusals_have_a_status_and_router_s_words() throws Exception {
    router.user("lihat", "x", "read,rest-api");
    router.user("api", "x", "read,write,api");

    assertThat(say(router, "admin:salah", "GET", "ip/pool", "")).startsWith("401 ");
    assertThat(say(router, "api:x", "GET", "ip/pool", "")).startsWith("401 ");
    assertThat(say(router, "lihat:x", "PUT", "ip/pool", "{\"name\":\"a\",\"ranges\":\"10.0.0.2\"}"))
        .startsWith("500 ")
        .contains("not enough permissions (9)");
    assertThat(say("GET", "ip/pools", ""))
        .startsWith("400 ")
        .contains("no such command or directory (pools)");
    assertThat(say("DELETE", "ip/service/api", "")).startsWith("406 ").contains("(remove)");
    assertThat(say("PUT", "ip/pool", "{\"name\":\"a\",\"range\":\"10.0.0.2\"}"))
        .startsWith("400 ")
        .contains("unknown parameter range");
    assertThat(say("PATCH", "ip/pool", "{\"name\":\"a\"}"))
        .startsWith("400 ")
        .contains("missing =.id=");
  }

  @Test
  void six_and_a_service_that_is_off_have_none() throws Exception {
    try (StandInRouter six = StandInRouter.version("6.49.18").start()) {
      assertThat(say(six, "admin:", "GET", "system/identity", "")).startsWith("404 ");
    }
    router.importRsc("/ip service disable www");
    assertThatThrownBy(() -> say("GET", "system/identity", "")).isInstanceOf(IOException.class);
    router.importRsc("/ip service enable www");
    assertThat(say("GET", "system/identity", "")).isEqualTo("200 {\"name\":\"MikroTik\"}");
  }

  @Test
  void an_answer_can_be_cut_in_the_middle() {
    router.faults().closeAfter(4);

    assertThatThrownBy(() -> say("GET", "system/identity", "")).isInstanceOf(IOException.class);
  }
}
