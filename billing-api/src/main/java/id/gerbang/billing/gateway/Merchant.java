package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The ISP's account with a provider: where it is reached and with which keys.
 *
 * @param callbackToken empty where the provider has none
 */
record Merchant(URI apiUrl, URI checkoutUrl, Secret apiKey, Secret callbackToken) {

  /** HTTP Basic with the key as the user and no password, as Midtrans and Xendit want it. */
  String basic() {
    byte[] user = (apiKey.text() + ":").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(user);
  }

  URI api(String path) {
    return URI.create(apiUrl + path);
  }

  URI checkout(String path) {
    return URI.create(checkoutUrl + path);
  }
}
