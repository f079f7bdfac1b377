package id.gerbang.billing.gateway;

import com.fasterxml.jackson.annotation.JsonIgnore;
import id.gerbang.billing.gateway.GatewayDao.GatewayRow;
import id.gerbang.billing.money.Money;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as the API shows it: whether keys are set, never which.
 *
 * @param channels what is offered to customers
 * @param availableChannels what could be
 * @param notificationPath where the provider's dashboard is to send its notifications
 */
public record GatewayView(
    String name,
    boolean enabled,
    String environment,
    String apiUrl,
    String checkoutUrl,
    boolean apiKeySet,
    boolean callbackTokenSet,
    List<Channel> channels,
    List<String> availableChannels,
    String feeBearer,
    @Nullable Money statusCheckAbove,
    String notificationPath,
    @JsonIgnore int version) {

  static GatewayView of(Gateway gateway, GatewayRow row) {
    boolean production = row.environment().equals("production");
    return new GatewayView(
        row.name(),
        row.enabled(),
        row.environment(),
        row.apiUrl().orElse(gateway.apiUrl(production).toString()),
        row.checkoutUrl().orElse(gateway.checkoutUrl(production).toString()),
        row.apiKeySealed() != null,
        row.callbackTokenSealed() != null,
        GatewaySettings.channels(row.channels()),
        List.copyOf(new TreeSet<>(gateway.channels())),
        row.feeBearer(),
        row.statusCheckAbove().map(Money::rupiah).orElse(null),
        "/webhooks/" + row.name(),
        row.version());
  }

  /** One that nobody has set up. */
  static GatewayRow untouched(String name) {
    return new GatewayRow(
        name,
        false,
        "sandbox",
        java.util.Optional.empty(),
        java.util.Optional.empty(),
        null,
        null,
        "[]",
        "isp",
        java.util.Optional.empty(),
        0);
  }
}
