package id.gerbang.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.gerbang.billing.http.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code GET /export}: an ISP takes everything with it. */
class FullExportHttpTest {

  private static final String CANARY = "kenari-7c1f";
  private static RunningBilling billing;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    long plan = billing.plan("Paket ekspor");
    billing.post(
        "/routers",
        "{\"name\": \"R-EKSPOR\", \"address\": \"10.8.8.8\", \"secret\": \"%s\"}"
            .formatted(CANARY));
    for (int i = 0; i < 3; i++) {
      billing.post(
          "/customers",
          """
          {"name": "Pelanggan %d", "subscription": {"planId": %d, "username": "ekspor%d", "password": "%s"}}"""
              .formatted(i, plan, i, CANARY));
    }
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void everything_is_in_it_as_the_manifest_says_and_no_secret() throws Exception {
    String token = billing.service.tokens().create("pemilik-ekspor", Role.OWNER);
    HttpResponse<InputStream> answer = ask(token);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
    Map<String, byte[]> files = unpacked(answer.body());
    JsonNode manifest = new ObjectMapper().readTree(files.get("manifest.json"));
    assertThat(manifest.get("format").asText()).isEqualTo("gerbang-export/1");
    List<String> lists = new ArrayList<>();
    for (JsonNode part : manifest.get("files")) {
      byte[] file = files.get(part.get("file").asText());
      lists.add(part.get("list").asText());
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
          .isEqualTo(part.get("sha256").asText());
      assertThat(new String(file, UTF_8)).doesNotContain(CANARY).doesNotContain(token);
    }
    assertThat(lists)
        .contains(
            "audit", "customers", "invoices", "payments", "plans", "routers", "subscriptions");
    assertThat(new String(files.get("customers.csv"), UTF_8).lines()).hasSize(4);
    assertThat(manifest.at("/leftOut").findValuesAsText("list")).contains("address-history");
    assertThat(files).hasSize(manifest.get("files").size() + 1);
    assertThat(billing.get("/audit?q=everything.export").json().at("/items/0/actor").asText())
        .isEqualTo("token:pemilik-ekspor");
  }

  @Test
  void nobody_but_the_owner_takes_everything() throws Exception {
    assertThat(ask(billing.service.tokens().create("kasir-ekspor", Role.BILLING)).statusCode())
        .isEqualTo(403);
  }

  private static HttpResponse<InputStream> ask(String token) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + billing.service.httpPort() + "/api/v1/export"))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofInputStream());
  }

  private static Map<String, byte[]> unpacked(InputStream file) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }
}
