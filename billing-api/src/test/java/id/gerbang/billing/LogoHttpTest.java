package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ISP's logo: uploaded by its owner, seen by its customers. */
class LogoHttpTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static RunningBilling billing;
  private static String owner;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    owner = billing.service.tokens().create("logo", Role.OWNER);
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void a_small_png_stands_on_payment_links_until_it_is_taken_away() throws Exception {
    long customer = billing.post("/customers", "{\"name\": \"Ani\"}").id();
    Reply invoice =
        billing.post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "2030-11-30", "lines": [{"description": "Internet", "amount": 1000}]}\
            """
                .formatted(customer));
    String path = URI.create(invoice.json().get("payUrl").asText()).getPath();
    assertThat(billing.anonymous("GET", path).text()).doesNotContain("<img");

    assertThat(put("image/png", png(300, 100, false))).isEqualTo(204);
    assertThat(billing.anonymous("GET", path).text()).contains("<img src=\"/pay/logo.png\"");
    assertThat(billing.anonymous("GET", "/isolir").text()).doesNotContain("<img");
    byte[] shown =
        CLIENT
            .send(HttpRequest.newBuilder(url("/pay/logo.png")).build(), BodyHandlers.ofByteArray())
            .body();
    assertThat(ImageIO.read(new ByteArrayInputStream(shown)).getWidth()).isEqualTo(300);

    assertThat(billing.delete("/settings/logo").status()).isEqualTo(204);
    assertThat(billing.anonymous("GET", "/pay/logo.png").status()).isEqualTo(404);
    assertThat(billing.get("/settings/logo").status()).isEqualTo(404);
    assertThat(billing.anonymous("GET", path).text()).doesNotContain("<img");
  }

  @Test
  void what_is_no_png_or_too_large_is_refused() throws Exception {
    assertThat(put("image/png", "<svg/>".getBytes(StandardCharsets.UTF_8))).isEqualTo(422);
    assertThat(put("image/png", png(400, 400, true))).isEqualTo(422);
    assertThat(put("image/png", png(2_001, 1, false))).isEqualTo(422);
    assertThat(put("image/jpeg", png(10, 10, false))).isEqualTo(415);
  }

  private static int put(String type, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url("/api/v1/settings/logo"))
            .header("Authorization", "Bearer " + owner)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofByteArray(body))
            .build();
    return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static URI url(String path) {
    return URI.create("http://127.0.0.1:" + billing.service.httpPort() + path);
  }

  /** A PNG; of noise it gets large. */
  static byte[] png(int width, int height, boolean noise) throws IOException {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, noise ? random.nextInt() : x < width / 2 ? 0x0a58a8 : 0xe08a00);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }
}
