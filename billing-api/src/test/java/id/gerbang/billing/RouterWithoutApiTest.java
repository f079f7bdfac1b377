package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wanted of a router over its API, what it lacks for that is said in one way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouterWithoutApiTest {

  private final RunningBilling billing = new RunningBilling(List.of());
  private long router;

  @BeforeAll
  void enter() {
    router =
        billing
            .post(
                "/routers",
                """
                {"name": "BRAS", "secret": "rahasia-radius", "address": "192.0.2.1"}""")
            .id();
  }

  @AfterAll
  void stop() {
    billing.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | reboot | {}",
        "POST | probe | {\"target\": \"192.0.2.1\"}",
        "POST | backups | {}",
        "GET | profiles |",
        "GET | cut-over |",
        "POST | cut-over | {\"to\": \"here\"}",
        "POST | own-user | {}",
        "POST | script | {}"
      })
  void nobody_can_ask_it(String method, String path, String body) {
    String at = "/routers/" + router + "/" + path;
    Reply reply = method.equals("GET") ? billing.get(at) : billing.post(at, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(409);
    assertThat(reply.field()).isEqualTo("api");
    assertThat(reply.json().get("detail").asText()).endsWith("nobody can ask it");
  }
}
