package id.gerbang.billing.setup;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person chooses for a router's set-up; the rest is known.
 *
 * @param radius addresses of our RADIUS servers, the first is asked first
 * @param interfaceName on which customers dial
 * @param localAddress the router's end of each PPPoE link
 * @param pools as {@code NAME=RANGES}; the first is for plans that name none
 * @param dns name servers that customers are told of; none: what the router does by itself
 * @param portal address of our page for those who are walled in
 */
public record SetupChoice(
    List<String> radius,
    @Nullable String interfaceName,
    @Nullable String localAddress,
    List<String> pools,
    List<String> dns,
    @Nullable String portal,
    @Nullable Integer portalPort) {

  static final SetupChoice NONE =
      new SetupChoice(List.of(), null, null, List.of(), List.of(), null, null);

  /** What was kept before anybody could choose name servers has none. */
  public SetupChoice {
    dns = Objects.requireNonNullElse(dns, List.of());
  }

  SetupChoice withPools(List<String> held) {
    return new SetupChoice(radius, interfaceName, localAddress, held, dns, portal, portalPort);
  }
}
