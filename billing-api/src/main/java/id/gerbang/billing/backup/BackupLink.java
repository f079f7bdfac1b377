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
 * @param branch of those that share the VLAN at its POP, from 1
 * @param horizon of the branches' ports: 0 none, null not asked yet
 * @param mode who answers the login: {@link LoginMode}
 * @param vcId of the provider edge's xconnect; null: the VLAN
 * @param download bit/s that its plan allows; null: any
 * @param customerRouterId the router of ours that stands at the customer's; null: none that we know
 * @param given which of its values a person gave; the others were derived
 * @param firstOfPop no link of this POP was made before it
 * @param aloneOnVlan there is no other branch now
 * @param removingSince it is being taken away; {@code archivedAt}: nothing of it is left
 */
public record BackupLink(
    long id,
    Optional<String> externalId,
    long customerId,
    long subscriptionId,
    int vlan,
    int branch,
    @Nullable Long horizon,
    String mode,
    @Nullable Long vcId,
    @Nested(PopDao.PREFIX) Pop pop,
    String vlanInterface,
    String customerInterface,
    String innerRemote,
    @Nullable Long customerRouterId,
    String username,
    byte[] passwordSealed,
    int credentialVersion,
    @Nullable Long download,
    @Nullable Long upload,
    Set<String> given,
    Instant createdAt,
    boolean firstOfPop,
    boolean aloneOnVlan,
    @Nullable Instant removingSince,
    @Nullable String removingBy,
    @Nullable Instant archivedAt) {

  Tunnel tunnel() {
    return new Tunnel(
        vlan,
        branch,
        Optional.ofNullable(horizon).filter(number -> number > 0),
        pop.address(),
        pop.sstpPort(),
        pop.wanInterface(),
        vlanInterface,
        customerInterface,
        pop.local(),
        Ipv4.parse(innerRemote).orElseThrow(),
        username);
  }

  LoginMode loginMode() {
    return LoginMode.of(mode);
  }

  /** Where it was ordered and what was found of it, in the audit. */
  String object() {
    return "backup-link:" + id;
  }

  @Override
  public String toString() {
    return "BackupLink[" + id + ", " + username + "]";
  }
}
