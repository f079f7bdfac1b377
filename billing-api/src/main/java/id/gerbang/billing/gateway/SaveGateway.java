package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.GatewayDao.GatewayRow;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.money.Money;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway is to be used. A key that is absent stays as it is.
 *
 * @param environment {@code sandbox} or {@code production}
 * @param apiUrl null: the provider's own
 * @param checkoutUrl the same, for its hosted pages
 * @param feeBearer {@code isp} or {@code customer}
 * @param statusCheckAbove up to this amount a signed notification is believed; null: the gateway is
 *     asked before every credit
 */
public record SaveGateway(
    @Nullable Boolean enabled,
    @Nullable String environment,
    @Nullable String apiUrl,
    @Nullable String checkoutUrl,
    @Nullable Secret apiKey,
    @Nullable Secret callbackToken,
    @Nullable List<Channel> channels,
    @Nullable String feeBearer,
    @Nullable Money statusCheckAbove) {

  private static final int MOST_CHANNELS = 50;

  /** Refuses what no gateway may be set to. */
  void check(Gateway gateway, GatewayRow before) {
    boolean apiKeyKept = before.apiKeySealed() != null;
    boolean callbackTokenKept = before.callbackTokenSealed() != null;
    Checks checks = new Checks();
    checks.that(
        environment == null || Set.of("sandbox", "production").contains(environment),
        "environment",
        "is sandbox or production");
    checks.that(
        feeBearer == null || Set.of("isp", "customer").contains(feeBearer),
        "feeBearer",
        "is isp or customer");
    url(checks, apiUrl, "apiUrl");
    url(checks, checkoutUrl, "checkoutUrl");
    key(checks, apiKey, "apiKey", apiKeyKept);
    checks.that(
        apiKey != null
            || !apiKeyKept
            || !(isElsewhere(apiUrl, before.apiUrl())
                || isElsewhere(checkoutUrl, before.checkoutUrl())),
        "apiKey",
        "is needed again with another apiUrl or checkoutUrl: a key goes where it was given for");
    if (gateway.hasCallbackToken()) {
      key(checks, callbackToken, "callbackToken", callbackTokenKept);
    } else {
      checks.that(callbackToken == null, "callbackToken", gateway.name() + " has none");
    }
    checks.that(
        statusCheckAbove == null
            || (statusCheckAbove.currency().equals(Money.RUPIAH) && statusCheckAbove.amount() >= 0),
        "statusCheckAbove",
        "is Rp 0 or more");
    checks.that(
        statusCheckAbove == null || !gateway.hasCallbackToken(),
        "statusCheckAbove",
        "is not for " + gateway.name() + ": its token proves nothing of what a notification says");
    List<Channel> wanted = channels == null ? List.of() : channels;
    if (checks.that(wanted.size() <= MOST_CHANNELS, "channels", "has at most " + MOST_CHANNELS)) {
      Set<String> codes = new HashSet<>();
      for (int i = 0; i < wanted.size(); i++) {
        wanted.get(i).check(checks, "channels[" + i + "].", gateway.channels());
        checks.that(codes.add(wanted.get(i).name()), "channels[" + i + "].code", "is there twice");
      }
    }
    checks.done();
  }

  /** The provider's own addresses are safe with its own key. */
  private static boolean isElsewhere(@Nullable String wanted, Optional<String> before) {
    return wanted != null && before.filter(wanted::equals).isEmpty();
  }

  private void key(Checks checks, @Nullable Secret key, String field, boolean kept) {
    if (key == null) {
      checks.that(kept || !on(), field, "is missing: without it nothing can be enabled");
    } else {
      checks.that(key.text().matches("[!-~]{8,300}"), field, "has 8 to 300 printable characters");
    }
  }

  /** TLS, but for a stand-in on this very machine. */
  private static void url(Checks checks, @Nullable String text, String field) {
    if (text == null) {
      return;
    }
    boolean good = false;
    try {
      URI uri = URI.create(text);
      boolean local = "http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost());
      good =
          ("https".equals(uri.getScheme()) || local)
              && uri.getHost() != null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null
              && !text.endsWith("/");
    } catch (IllegalArgumentException notOne) {
      // Said below.
    }
    checks.that(
        good && text.length() <= 200,
        field,
        "is an address as in https://api.example.com, without a slash at its end");
  }

  boolean on() {
    return Boolean.TRUE.equals(enabled);
  }
}
