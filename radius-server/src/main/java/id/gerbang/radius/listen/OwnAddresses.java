package id.gerbang.radius.listen;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses that this machine has now. None of a link alone: there the system has one choice.
 */
final class OwnAddresses {

  private static final Logger log = LoggerFactory.getLogger(OwnAddresses.class);

  /** More than a RADIUS server has: of a machine that has more, the wildcard answers the rest. */
  private static final int MOST = 16;

  private OwnAddresses() {}

  static Set<InetAddress> now() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress())
          .limit(MOST)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (SocketException e) {
      log.warn("the addresses of this machine can't be read: {}", e.getMessage());
      return Set.of();
    }
  }
}
