package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.gerbang.billing.gateway.GatewayDao.GatewayRow;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Secret;
import id.gerbang.core.seal.Sealer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as the ISP has set it.
 *
 * @param merchant empty: a key that it needs is not set
 */
record GatewaySettings(
    Gateway gateway,
    boolean enabled,
    Optional<Merchant> merchant,
    List<Channel> channels,
    boolean customerBearsFee,
    Optional<Long> statusCheckAbove) {

  private static final ObjectMapper JSON = Json.mapper();

  static GatewaySettings of(Gateway gateway, GatewayRow row, Sealer sealer) {
    boolean production = row.environment().equals("production");
    Secret none = new Secret("");
    Optional<Secret> apiKey = open(sealer, row.apiKeySealed(), row.name(), "api-key");
    Optional<Secret> token = open(sealer, row.callbackTokenSealed(), row.name(), "callback-token");
    boolean complete = apiKey.isPresent() && (token.isPresent() || !gateway.hasCallbackToken());
    return new GatewaySettings(
        gateway,
        row.enabled(),
        Optional.of(
                new Merchant(
                    row.apiUrl().map(URI::create).orElse(gateway.apiUrl(production)),
                    row.checkoutUrl().map(URI::create).orElse(gateway.checkoutUrl(production)),
                    apiKey.orElse(none),
                    token.orElse(none)))
            .filter(merchant -> complete),
        channels(row.channels()),
        row.feeBearer().equals("customer"),
        row.statusCheckAbove());
  }

  private static Optional<Secret> open(
      Sealer sealer, byte @Nullable [] sealed, String name, String what) {
    return Optional.ofNullable(sealed)
        .map(bytes -> new Secret(new String(sealer.open(bytes, row(name, what)), UTF_8)));
  }

  static byte @Nullable [] seal(Sealer sealer, @Nullable Secret key, String name, String what) {
    return key == null ? null : sealer.seal(key.bytes(), row(name, what));
  }

  private static String row(String name, String what) {
    return "gateway:" + name + ":" + what;
  }

  static List<Channel> channels(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<Channel>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("channels are kept as they were written", e);
    }
  }

  static String json(List<Channel> channels) {
    try {
      return JSON.writeValueAsString(channels);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("channels are JSON", e);
    }
  }

  Optional<Channel> channel(String code) {
    return channels.stream().filter(channel -> channel.name().equals(code)).findFirst();
  }
}
