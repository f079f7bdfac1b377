package id.gerbang.billing.backup;

import id.gerbang.billing.pop.Ipv4;
import id.gerbang.billing.pop.Pop;
import id.gerbang.billing.pop.PopDao;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/**
 * A backup link as kept, with the login that its subscription has now.
 *
 * @param customerRouterId the router of ours that stands at the customer's; null: none that we know
 * @param given which of its values a person gave; the others were derived
 * @param firstOfPop no link of this POP was made before it
 */
public record BackupLink(
    long id,
    Optional<String> externalId,
    long customerId,
    long subscriptionId,
    int vlan,
    @Nested(PopDao.PREFIX) Pop pop,
    String vlanInterface,
    String customerInterface,
    String innerRemote,
    @Nullable Long customerRouterId,
    String username,
    byte[] passwordSealed,
    Set<String> given,
    Instant createdAt,
    boolean firstOfPop) {

  Tunnel tunnel() {
    return new Tunnel(
        vlan,
        pop.address(),
        pop.sstpPort(),
        pop.wanInterface(),
        vlanInterface,
        customerInterface,
        pop.local(),
        Ipv4.parse(innerRemote).orElseThrow(),
        username);
  }

  @Override
  public String toString() {
    return "BackupLink[" + id + ", " + username + "]";
  }
}
