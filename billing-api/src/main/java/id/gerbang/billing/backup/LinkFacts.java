package id.gerbang.billing.backup;

/**
 * What a backup link is to be, for those who look whether it is.
 *
 * @param branch of those that share the VLAN at the POP, from 1
 * @param popHost the POP's address, without its prefix
 */
public record LinkFacts(
    long id,
    long customerId,
    long subscriptionId,
    int vlan,
    int branch,
    String popHost,
    int sstpPort,
    String popVlanInterface,
    String customerInterface,
    String innerLocal,
    String innerRemote,
    String username) {

  /** The EoIP interface's name at both ends; at the customer's the bridge is called by it, too. */
  public String name() {
    return Tunnel.defaultUsername(vlan, branch);
  }

  /** By which VLAN and bridge are called at the POP, where all branches share them. */
  public String vlanName() {
    return Tunnel.defaultUsername(vlan, 1);
  }

  /** The mark of what is this link's alone. */
  public String comment(String part) {
    return Tunnel.MARK + name().replaceFirst("^USER-", "") + ":" + part;
  }

  /** The mark of what all branches share at the POP. */
  public String vlanComment(String part) {
    return Tunnel.MARK + vlan + ":" + part;
  }
}
