package id.gerbang.billing.router;

import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the router lets us in, and do there what we need. */
final class AccessChecks {

  private final RouterReading reading;
  private final KnownRouter known;
  private final CheckWords words;

  AccessChecks(RouterReading reading, KnownRouter known, CheckWords words) {
    this.reading = reading;
    this.known = known;
    this.words = words;
  }

  RouterCheck api() {
    if (known.router().apiProtocol() == null) {
      return words.fail("api", "api.not_entered", null);
    }
    if (known.address().isEmpty()) {
      return words.fail("api", "api.no_address", null);
    }
    RouterOsException failure = reading.failure();
    if (failure != null) {
      String said = Objects.requireNonNullElse(failure.getMessage(), failure.kind().advice());
      return words.fail("api", "api.failed", apiRepair(failure.kind()), said);
    }
    String version = reading.version().orElse("?");
    return words.pass("api", "api.works", version);
  }

  private @Nullable RouterRepair apiRepair(Kind kind) {
    RouterAddress address = known.address().orElseThrow();
    String service =
        switch (address.protocol()) {
          case API -> "api";
          case API_SSL -> "api-ssl";
          case REST -> "www";
          case REST_SSL -> "www-ssl";
        };
    return switch (kind) {
      case PORT_CLOSED -> RouterRepairs.openService(service, address.port());
      case TLS_REFUSED -> RouterRepairs.certificate(service);
      case WRONG_LOGIN -> RouterRepairs.password(known.user());
      default -> null;
    };
  }

  RouterCheck rights() {
    List<String> needed =
        List.of(
            "read",
            "write",
            "test",
            "rest".equals(known.router().apiProtocol()) ? "rest-api" : "api");
    if (!reading.forbidden().isEmpty()) {
      return words.fail(
          "rights",
          "rights.forbidden",
          RouterRepairs.policiesOf(known.user(), needed),
          known.user());
    }
    Optional<Row> group =
        one(Menu.USER, "name", known.user())
            .flatMap(row -> row.get("group"))
            .flatMap(name -> one(Menu.GROUP, "name", name));
    if (group.isEmpty()) {
      return words.notTold("rights");
    }
    List<String> has = group.get().words("policy");
    List<String> missing = needed.stream().filter(policy -> !has.contains(policy)).toList();
    if (missing.isEmpty()) {
      return words.pass("rights", "rights.enough");
    }
    List<String> all = Stream.concat(has.stream(), missing.stream()).toList();
    String name = group.get().get("name").orElseThrow();
    return words.fail(
        "rights",
        "rights.missing",
        RouterRepairs.policies(name, all),
        name,
        String.join(", ", missing));
  }

  private Optional<Row> one(Menu menu, String property, String value) {
    return reading.rows(menu).orElse(List.of()).stream()
        .filter(row -> row.get(property).equals(Optional.of(value)))
        .findFirst();
  }
}
