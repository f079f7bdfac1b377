package id.gerbang.billing.setup;

import id.gerbang.billing.hub.HubKind;
import id.gerbang.billing.hub.RouterTunnel;
import id.gerbang.billing.hub.TunnelSecrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a router is to be as a BRAS; everything is ASCII.
 *
 * @param major of RouterOS: 6 or 7
 * @param radius addresses of our RADIUS servers, the first is asked first
 * @param secret absent: whoever imports the text writes it in
 * @param sourceAddress by which we know the router, where it has a fixed one
 * @param answeredElsewhere whether it was cut over to the server before us: our entries are off
 * @param interfaceName on which customers dial
 * @param localAddress the router's end of each PPPoE link
 * @param pools ranges by name of pool; the first is for plans that name none
 * @param dns name servers that customers are told of
 * @param isolationList address list of those who are walled in
 * @param portal address of our page for them, whose plain HTTP listens on {@code portalPort}
 * @param payHosts where the chosen gateways' pages are
 * @param tunnel to the ISP's hub, where the router is behind NAT
 * @param tunnelSecrets absent, as {@code secret} may be
 * @param onRouter the kind of tunnel that is there, also where it is to go
 */
record BrasSetup(
    int major,
    List<String> radius,
    Optional<String> secret,
    Optional<String> sourceAddress,
    boolean answeredElsewhere,
    int coaPort,
    String interfaceName,
    String localAddress,
    Map<String, String> pools,
    List<String> dns,
    String isolationList,
    String portal,
    int portalPort,
    List<String> payHosts,
    Optional<RouterTunnel> tunnel,
    Optional<TunnelSecrets> tunnelSecrets,
    Optional<HubKind> onRouter) {

  /** The secret stays out of logs. */
  @Override
  public String toString() {
    return "BrasSetup[" + interfaceName + "]";
  }
}
