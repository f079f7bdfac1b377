package id.gerbang.radius.listen;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The addresses that this machine has now. None of a link alone: there the system has one choice.
 */
final class OwnAddresses {

  private OwnAddresses() {}

  /** Those of the interfaces that were there first come first. */
  static Set<InetAddress> now() {
    try {
      return NetworkInterface.networkInterfaces()
          .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress())
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }
}
