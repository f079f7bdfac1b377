package id.gerbang.billing.verification;

import id.gerbang.billing.backup.LinkFacts;
import java.util.Optional;
import java.util.Set;

/**
 * All that a verdict is made of.
 *
 * @param pop empty: its router was not reached
 * @param customer empty: nobody asks the customer's router, or it was not reached
 * @param radius what we answered, and the session that we know
 * @param before which MAC addresses were where when it was looked at last
 * @param fibreBack somebody says that the fibre works again
 */
record Facts(
    LinkFacts link,
    Optional<Reading> pop,
    Optional<Reading> customer,
    RadiusView radius,
    Macs before,
    boolean fibreBack) {

  /** MAC addresses beyond the tunnel, and on the wired side of the POP. */
  record Macs(Set<String> branch, Set<String> office) {

    static final Macs NONE = new Macs(Set.of(), Set.of());

    Macs {
      branch = Set.copyOf(branch);
      office = Set.copyOf(office);
    }
  }

  Optional<TunnelEnd> popEnd() {
    return pop.map(reading -> new TunnelEnd(link, reading, true));
  }

  Optional<TunnelEnd> customerEnd() {
    return customer.map(reading -> new TunnelEnd(link, reading, false));
  }
}
