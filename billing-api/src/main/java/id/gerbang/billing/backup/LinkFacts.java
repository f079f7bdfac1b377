package id.gerbang.billing.backup;

/**
 * What a backup link is to be, for those who look whether it is.
 *
 * @param popHost the POP's address, without its prefix
 */
public record LinkFacts(
    long id,
    long customerId,
    long subscriptionId,
    int vlan,
    String popHost,
    int sstpPort,
    String popVlanInterface,
    String customerInterface,
    String innerLocal,
    String innerRemote,
    String username) {

  /** The EoIP interface's name at both ends; bridge and VLAN are called by it, too. */
  public String name() {
    return Tunnel.defaultUsername(vlan);
  }
}
