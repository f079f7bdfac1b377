package id.gerbang.billing.backup;

import id.gerbang.billing.pop.PopAddress;
import java.net.Inet4Address;

/**
 * The facts of one GSM backup link, an EoIP tunnel inside SSTP: both routers' halves follow from
 * this one record, so they can't disagree.
 *
 * @param vlan the customer's VLAN at the POP, and the tunnel-id of both ends
 * @param pop the POP's address on its uplink, with prefix
 * @param innerLocal the POP's end inside SSTP
 * @param innerRemote the customer's end inside SSTP
 * @param username of the SSTP login
 */
record Tunnel(
    int vlan,
    PopAddress pop,
    int sstpPort,
    String popWanInterface,
    String popVlanInterface,
    String customerInterface,
    Inet4Address innerLocal,
    Inet4Address innerRemote,
    String username) {

  static final int SSTP_PORT = 443;

  /** {@code USER-3067}: the EoIP interface's name at both ends, and the login's unless given. */
  String name() {
    return defaultUsername(vlan);
  }

  static String defaultUsername(int vlan) {
    return "USER-" + vlan;
  }

  /** The mark on every object of ours: what has no such comment is never touched. */
  String comment(String part) {
    return "isp:gsm:" + vlan + ":" + part;
  }
}
