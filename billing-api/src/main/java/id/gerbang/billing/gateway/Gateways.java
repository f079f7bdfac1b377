package id.gerbang.billing.gateway;

import id.gerbang.billing.gateway.GatewayDao.GatewayRow;
import id.gerbang.billing.gateway.GatewayDao.NewRow;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Problem;
import id.gerbang.core.seal.Sealer;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The gateways that there are, and how the ISP has set them. Keys are sealed to their rows. */
final class Gateways {

  private final Clock clock;
  private final Sealer sealer;
  private final Map<String, Gateway> byName = new LinkedHashMap<>();

  Gateways(Clock clock, Sealer sealer, List<Gateway> gateways) {
    this.clock = clock;
    this.sealer = sealer;
    gateways.forEach(gateway -> byName.put(gateway.name(), gateway));
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  List<GatewayView> list(Handle handle) {
    return byName.keySet().stream().map(name -> view(handle, name)).toList();
  }

  GatewayView view(Handle handle, String name) {
    Gateway gateway = named(name);
    return GatewayView.of(
        gateway,
        handle.attach(GatewayDao.class).find(name).orElseGet(() -> GatewayView.untouched(name)));
  }

  /** As it is set now; empty: nobody has set it up. */
  Optional<GatewaySettings> settings(Handle handle, String name) {
    return Optional.ofNullable(byName.get(name))
        .flatMap(
            gateway ->
                handle
                    .attach(GatewayDao.class)
                    .find(name)
                    .map(row -> GatewaySettings.of(gateway, row, sealer)));
  }

  /** Those that customers are offered. */
  List<GatewaySettings> enabled(Handle handle) {
    return handle.attach(GatewayDao.class).all().stream()
        .filter(row -> row.enabled() && byName.containsKey(row.name()))
        .map(row -> GatewaySettings.of(named(row.name()), row, sealer))
        .filter(settings -> settings.merchant().isPresent())
        .toList();
  }

  /** Hosts of the pages on which customers pay, of all that are switched on. */
  List<String> pagesHosts(Handle handle) {
    return handle.attach(GatewayDao.class).all().stream()
        .filter(row -> row.enabled() && byName.containsKey(row.name()))
        .map(
            row ->
                row.checkoutUrl()
                    .map(url -> URI.create(url).getHost())
                    .orElseGet(
                        () -> named(row.name()).pagesHost(row.environment().equals("production"))))
        .distinct()
        .sorted()
        .toList();
  }

  GatewayView save(
      Handle handle, String name, SaveGateway wanted, @Nullable String ifMatch, Actor actor) {
    Gateway gateway = named(name);
    GatewayDao dao = handle.attach(GatewayDao.class);
    GatewayRow before = dao.lock(name).orElseGet(() -> GatewayView.untouched(name));
    ETags.check(ifMatch, before.version());
    wanted.check(gateway, before);
    dao.save(
        new NewRow(
            name,
            wanted.on(),
            wanted.environment() == null ? before.environment() : wanted.environment(),
            wanted.apiUrl(),
            wanted.checkoutUrl(),
            GatewaySettings.seal(sealer, wanted.apiKey(), name, "api-key"),
            GatewaySettings.seal(sealer, wanted.callbackToken(), name, "callback-token"),
            GatewaySettings.json(wanted.channels() == null ? List.of() : wanted.channels()),
            wanted.feeBearer() == null ? before.feeBearer() : wanted.feeBearer(),
            wanted.statusCheckAbove() == null ? null : wanted.statusCheckAbove().amount()),
        clock.instant());
    GatewayView after = view(handle, name);
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "gateway.save",
        "gateway:" + name,
        Map.of(
            "before",
            GatewayView.of(gateway, before),
            "after",
            after,
            "apiKeyChanged",
            wanted.apiKey() != null,
            "callbackTokenChanged",
            wanted.callbackToken() != null));
    return after;
  }

  Gateway named(String name) {
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(() -> Problem.notFound("gateway " + name + "; there are " + names()));
  }
}
