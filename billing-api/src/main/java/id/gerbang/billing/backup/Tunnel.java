package id.gerbang.billing.backup;

import id.gerbang.billing.pop.PopAddress;
import java.net.Inet4Address;
import java.util.Optional;

/**
 * The facts of one GSM backup link, an EoIP tunnel inside SSTP: both routers' halves follow from
 * this one record, so they can't disagree.
 *
 * @param vlan the customer's VLAN at the POP, and the tunnel-id of both ends
 * @param branch of those that share the VLAN at the POP, each with a tunnel of its own, from 1
 * @param horizon between ports of one horizon a bridge carries nothing; absent: it carries all
 * @param pop the POP's address on its uplink, with prefix
 * @param innerLocal the POP's end inside SSTP
 * @param innerRemote the customer's end inside SSTP
 * @param username of the SSTP login
 */
record Tunnel(
    int vlan,
    int branch,
    Optional<Long> horizon,
    PopAddress pop,
    int sstpPort,
    String popWanInterface,
    String popVlanInterface,
    String customerInterface,
    Inet4Address innerLocal,
    Inet4Address innerRemote,
    String username) {

  static final int SSTP_PORT = 443;

  /** With which the comments of all links begin. */
  static final String MARK = "isp:gsm:";

  /**
   * {@code USER-3067}, of a second branch {@code USER-3067-2}: the EoIP interface's name at both
   * ends, and the login's unless given.
   */
  String name() {
    return defaultUsername(vlan, branch);
  }

  static String defaultUsername(int vlan, int branch) {
    return "USER-" + vlan + (branch == 1 ? "" : "-" + branch);
  }

  /** The mark on every object of ours: what has no such comment is never touched. */
  String comment(String part) {
    return MARK + vlan + (branch == 1 ? "" : "-" + branch) + ":" + part;
  }

  /** The first branch's: at the POP it lends its VLAN interface and its bridge to all others. */
  Tunnel first() {
    return with(1, horizon);
  }

  Tunnel withoutHorizon() {
    return with(branch, Optional.empty());
  }

  private Tunnel with(int otherBranch, Optional<Long> otherHorizon) {
    return new Tunnel(
        vlan,
        otherBranch,
        otherHorizon,
        pop,
        sstpPort,
        popWanInterface,
        popVlanInterface,
        customerInterface,
        innerLocal,
        innerRemote,
        username);
  }
}
