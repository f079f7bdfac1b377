package id.gerbang.radius.admission;

import id.gerbang.core.access.Entitlement;
import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.LearnedMacs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * From which devices a subscriber may log in. Only a MAC is ever locked out: SSTP sends an address,
 * which says nothing of the device.
 */
final class MacLock {

  private final LearnedMacs learned;

  MacLock(LearnedMacs learned) {
    this.learned = learned;
  }

  /** What keeps this station out, in words for the ISP; empty if nothing does. */
  Optional<String> against(Entitlement entitlement, Station station) {
    Entitlement.MacPolicy policy = entitlement.sessions().macPolicy();
    if (!station.isMac() || policy == Entitlement.MacPolicy.OFF) {
      return Optional.empty();
    }
    List<String> allowed =
        policy == Entitlement.MacPolicy.LIST
            ? entitlement.sessions().macs()
            : List.of(
                learned
                    .find(entitlement.subscriberId(), entitlement.sessions().macsSince())
                    .orElse(station.text()));
    return allowed.contains(station.text())
        ? Optional.empty()
        : Optional.of("mac=" + station.text() + " allowed=" + String.join(",", allowed));
  }

  /**
   * Learns it, if it is the first.
   *
   * @return whether it is the one that may in: of two at once only one is the first
   */
  boolean learn(Entitlement entitlement, Station station, Instant now) {
    if (!station.isMac() || entitlement.sessions().macPolicy() != Entitlement.MacPolicy.FIRST) {
      return true;
    }
    return learned
        .learn(entitlement.subscriberId(), station.text(), entitlement.sessions().macsSince(), now)
        .equals(station.text());
  }
}
