package id.gerbang.billing.router;

import id.gerbang.routeros.RouterAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What we know of a router that is to be tested.
 *
 * @param address where it is asked; empty: no access is entered, or no address of it is known
 * @param secret that RADIUS has with it
 * @param pools of the router that plans or its isolation name
 */
record KnownRouter(
    RouterRow router,
    HeardRow heard,
    Optional<RouterAddress> address,
    byte[] secret,
    List<String> pools,
    long openSessions) {

  /** As whom it is asked. */
  String user() {
    return Objects.requireNonNullElse(router.apiUsername(), "");
  }
}
