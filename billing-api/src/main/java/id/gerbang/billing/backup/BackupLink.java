package id.gerbang.billing.backup;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A backup link as kept, with the login that its subscription has now.
 *
 * @param given which of its values a person gave; the others were derived
 * @param firstOfPop no link of this POP was made before it
 */
public record BackupLink(
    long id,
    Optional<String> externalId,
    long customerId,
    long subscriptionId,
    int vlan,
    String popAddress,
    String popWanInterface,
    String popVlanInterface,
    String customerInterface,
    String innerLocal,
    String innerRemote,
    String username,
    byte[] passwordSealed,
    Set<String> given,
    Instant createdAt,
    boolean firstOfPop) {

  Tunnel tunnel() {
    return new Tunnel(
        vlan,
        PopAddress.parse(popAddress).orElseThrow(),
        popWanInterface,
        popVlanInterface,
        customerInterface,
        Ipv4.parse(innerLocal).orElseThrow(),
        Ipv4.parse(innerRemote).orElseThrow(),
        username);
  }

  @Override
  public String toString() {
    return "BackupLink[" + id + ", " + username + "]";
  }
}
