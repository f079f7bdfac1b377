package id.gerbang.billing.setup;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a router is to be set up with. What is left out is as it was applied last.
 *
 * @param pools as {@code NAME=RANGES}
 * @param dryRun only says what would be changed
 */
public record ApplySetup(
    @Nullable List<String> radius,
    @JsonProperty("interface") @Nullable String interfaceName,
    @Nullable String localAddress,
    @Nullable List<String> pools,
    @Nullable List<String> dns,
    @Nullable String portal,
    @Nullable Integer portalPort,
    @Nullable Boolean dryRun) {

  SetupChoice over(SetupChoice last) {
    return new SetupChoice(
        Objects.requireNonNullElse(radius, last.radius()),
        interfaceName == null ? last.interfaceName() : interfaceName,
        localAddress == null ? last.localAddress() : localAddress,
        Objects.requireNonNullElse(pools, last.pools()),
        Objects.requireNonNullElse(dns, last.dns()),
        portal == null ? last.portal() : portal,
        portalPort == null ? last.portalPort() : portalPort);
  }

  boolean isDryRun() {
    return Boolean.TRUE.equals(dryRun);
  }
}
