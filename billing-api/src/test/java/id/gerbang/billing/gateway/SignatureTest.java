package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.http.Secret;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether bytes are a provider's: the documented vectors, and what is near them. */
class SignatureTest {

  private static final URI NOWHERE = URI.create("https://api.example.com");
  private final ProviderClient client = new ProviderClient(ProviderClient.PATIENCE);
  private final Midtrans midtrans = new Midtrans(client);
  private final Xendit xendit = new Xendit(client);

  private static Merchant merchant(String key, String token) {
    return new Merchant(NOWHERE, NOWHERE, new Secret(key), new Secret(token));
  }

  @ParameterizedTest
  @CsvSource({
    "1111, 200, 100000.00, askvnoibnosifnboseofinbofinfgbiufglnbfg, edc076b21793ebe3e17926350f5b8ae67d902fe657b3d0aa31b932d5c127e2375d308a2bc94f3265ac2d80a1f181a79b997ac178a236fcff35af263fc4d4c231",
    "INV-2611-000123, 200, 166500.00, SB-Mid-server-CONTOH, 078ce71f5a9a14b264a8221555b363afea088fb293510cb6b3be72453cb239bdae9c7161be9ee024eb49ce691d7617c772effd7163789b5d8e5d802b61a14072",
  })
  void midtrans_vectors(String order, String code, String amount, String key, String signature) {
    String body =
        "{\"order_id\":\"%s\",\"status_code\":\"%s\",\"gross_amount\":\"%s\",\"signature_key\":\"%s\"}"
            .formatted(order, code, amount, signature);
    assertThat(genuine(body, key)).isTrue();
    assertThat(genuine(body, key + "x")).isFalse();
    assertThat(genuine(body.replace(amount, "1.00"), key)).isFalse();
    assertThat(genuine(body.replace("\"" + amount + "\"", amount), key)).isFalse();
    assertThat(genuine(body.substring(0, body.length() - 1), key)).isFalse();
  }

  private boolean genuine(String body, String key) {
    return midtrans.isGenuine(merchant(key, ""), body.getBytes(UTF_8), header -> "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "null", "{\"order_id\":1}", "<html>"})
  void what_has_no_signature_is_not_genuine(String body) {
    assertThat(genuine(body, StandInProvider.KEY)).isFalse();
  }

  @Test
  void xendit_is_its_token() {
    Merchant merchant = merchant("key-of-xendit", "token-1");
    assertThat(xendit.isGenuine(merchant, new byte[0], header -> "token-1")).isTrue();
    assertThat(xendit.isGenuine(merchant, new byte[0], header -> "token-2")).isFalse();
    assertThat(xendit.isGenuine(merchant, new byte[0], header -> "")).isFalse();
    assertThat(xendit.isGenuine(merchant("key-of-xendit", ""), new byte[0], header -> ""))
        .isFalse();
  }

  @Test
  void a_merchant_prints_without_keys() {
    assertThat(merchant("key-of-isp", "token-1").toString())
        .doesNotContain("key-of-isp")
        .doesNotContain("token-1");
  }
}
