package id.gerbang.billing.backup;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A backup link as ordered: customer, VLAN and POP are needed, the rest can be derived.
 *
 * @param popId a POP as kept; left out: the one that has {@code popAddress}, made where none has
 * @param customerRouterId a router of ours that stands at the customer's
 * @param horizon of the ports of a VLAN's branches: 0, and they reach each other
 * @param vcId of the provider edge's xconnect, unless it is the VLAN
 */
public record CreateBackupLink(
    @Nullable String externalId,
    @Nullable Long customerId,
    @Nullable Integer vlan,
    @Nullable Long popId,
    @Nullable String popAddress,
    @Nullable String popWanInterface,
    @Nullable String popVlanInterface,
    @Nullable String customerInterface,
    @Nullable String innerLocal,
    @Nullable String innerRemote,
    @Nullable String username,
    @Nullable Password password,
    @Nullable Long planId,
    @Nullable Long customerRouterId,
    @Nullable Long horizon,
    @Nullable Long vcId) {

  /** The names of the link's values that were given. */
  Set<String> given() {
    Set<String> given = new LinkedHashSet<>();
    note(given, "vlan", vlan);
    note(given, "popAddress", popAddress);
    note(given, "popWanInterface", popWanInterface);
    note(given, "popVlanInterface", popVlanInterface);
    note(given, "customerInterface", customerInterface);
    note(given, "innerLocal", innerLocal);
    note(given, "innerRemote", innerRemote);
    note(given, "username", username);
    note(given, "password", password);
    return given;
  }

  private static void note(Set<String> given, String field, @Nullable Object value) {
    if (value != null) {
      given.add(field);
    }
  }
}
