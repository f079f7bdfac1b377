package id.gerbang.routeros.standin;

/** The set-ups of the network papers: customer 3067 on LTE with SSTP and EoIP, and two uplinks. */
final class Papers {

  static final String POP =
      """
      /ip address add address=103.245.179.46/29 interface=ether1 comment="isp:gsm:pop:wan"
      /interface vlan add name=VLAN-USER-3067 vlan-id=3067 interface=ether2 comment="isp:gsm:3067:vlan"
      /interface sstp-server server set enabled=yes default-profile=default-encryption authentication=mschap2
      /ppp secret add name=USER-3067 password=user3067 service=sstp local-address=10.10.10.1 remote-address=10.10.10.2 comment="isp:gsm:3067:secret"
      /interface eoip add name=USER-3067 local-address=10.10.10.1 remote-address=10.10.10.2 tunnel-id=3067 comment="isp:gsm:3067:eoip"
      /interface bridge add name=BR-USER-3067 protocol-mode=none comment="isp:gsm:3067:bridge"
      /interface bridge port add bridge=BR-USER-3067 interface=USER-3067 comment="isp:gsm:3067:port-eoip"
      /interface bridge port add bridge=BR-USER-3067 interface=VLAN-USER-3067 comment="isp:gsm:3067:port-vlan"
      """;

  /**
   * Imported beside POP in one test, so its names are other ones: only a router of its own has the
   * paper's.
   */
  static final String CUSTOMER =
      """
      /interface sstp-client add name=SSTP-C-3067 connect-to=103.245.179.46 user=USER-3067 password=user3067 profile=default-encryption add-default-route=no disabled=no comment="isp:gsm:3067:sstp"
      /interface eoip add name=C-3067 local-address=10.10.10.2 remote-address=10.10.10.1 tunnel-id=3067 comment="isp:gsm:3067:eoip"
      /interface bridge add name=BR-C-3067 protocol-mode=none comment="isp:gsm:3067:bridge"
      /interface bridge port add bridge=BR-C-3067 interface=C-3067 comment="isp:gsm:3067:port-eoip"
      /interface bridge port add bridge=BR-C-3067 interface=ether2 comment="isp:gsm:3067:port-lan"
      """;

  private Papers() {}

  static String failover(String version) {
    return """
    /ip address add address=192.168.0.2/24 interface=ether3
    /ip address add address=192.168.18.2/24 interface=ether4
    /ip route add dst-address=8.8.8.8/32 gateway=192.168.0.1 distance=1 scope=10 comment="isp:failover:probe"
    /ip route add dst-address=0.0.0.0/0 gateway=8.8.8.8 distance=1 check-gateway=ping%s comment="isp:failover:main"
    /ip route add dst-address=0.0.0.0/0 gateway=192.168.18.1 distance=2 comment="isp:failover:backup"
    """
        .formatted(version.startsWith("7") ? " target-scope=11" : "");
  }
}
