package id.gerbang.app;

import id.gerbang.billing.AdminPart;
import id.gerbang.radius.RadiusService;
import java.util.Optional;
import java.util.stream.Collectors;

/** The RADIUS service on the admin port of the billing service beside it. */
record RadiusAdminPart(RadiusService radius) implements AdminPart {

  @Override
  public String name() {
    return "radius";
  }

  @Override
  public String metrics() {
    return radius.metrics();
  }

  @Override
  public Optional<String> notReady() {
    String problems =
        radius.health().entrySet().stream()
            .filter(part -> !part.getValue().isEmpty())
            .map(part -> part.getKey() + ": " + part.getValue())
            .collect(Collectors.joining("; "));
    return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
  }
}
