package id.gerbang.billing.backup;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.Set;

/**
 * Which inner addresses of a POP are free (routeros-provisioning, section 4.1): one for the POP,
 * shared by its links, and the next ones for its customers.
 *
 * @param local the POP's end, where it has links already
 * @param taken fixed addresses of subscriptions, and customers' ends at this POP
 */
record AddressPlan(Optional<Inet4Address> local, Set<Inet4Address> taken) {

  static final Inet4Address FIRST_LOCAL = Ipv4.of(0x0a0a_0a01L);
  private static final int PREFIX = 16;

  /** The POP's end unless given. */
  Inet4Address localOrFirst() {
    return local.orElse(FIRST_LOCAL);
  }

  /** The next free address after the POP's end, in its /16. */
  Optional<Inet4Address> nextRemote(Inet4Address local) {
    long last = Ipv4.number(local) | ((1L << (32 - PREFIX)) - 1);
    for (long number = Ipv4.number(local) + 1; number < last; number++) {
      Inet4Address address = Ipv4.of(number);
      long octet = number & 0xff;
      if (octet != 0 && octet != 0xff && !taken.contains(address)) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }
}
