package id.gerbang.radius.subscriber;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a router is: at its registered address, or, if it may move, wherever it last proved its
 * secret.
 *
 * @param identifier its NAS-Identifier, by which it may move; empty: it stays where it is
 * @param proven where a packet under its secret last came from
 */
public record Whereabouts(
    Optional<InetAddress> address, Optional<String> identifier, Optional<InetAddress> proven) {

  public static Whereabouts fixed(InetAddress address) {
    return new Whereabouts(Optional.of(address), Optional.empty(), Optional.empty());
  }

  /** Where it is sent CoA; empty for one that moves and was never heard. */
  public Optional<InetAddress> now() {
    return identifier.isPresent() ? proven.or(() -> address) : address;
  }

  Whereabouts at(InetAddress place) {
    return new Whereabouts(address, identifier, Optional.of(place));
  }
}
