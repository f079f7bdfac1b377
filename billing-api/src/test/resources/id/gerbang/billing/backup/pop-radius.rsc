/ip address add address=103.245.179.46/29 interface=ether1 comment="isp:gsm:pop:wan"
/interface vlan add name=VLAN-USER-3067 vlan-id=3067 interface=ether2 comment="isp:gsm:3067:vlan"
/ppp profile add name=gsm-backup local-address=10.10.10.1 change-tcp-mss=yes comment="isp:gsm:pop:profile"
/interface sstp-server server set enabled=yes default-profile=gsm-backup authentication=mschap2
/ppp aaa set use-radius=yes accounting=yes
/interface eoip add name=USER-3067 local-address=10.10.10.1 remote-address=10.10.10.2 tunnel-id=3067 comment="isp:gsm:3067:eoip"
/interface bridge add name=BR-USER-3067 protocol-mode=none comment="isp:gsm:3067:bridge"
/interface bridge port add bridge=BR-USER-3067 interface=USER-3067 comment="isp:gsm:3067:port-eoip"
/interface bridge port add bridge=BR-USER-3067 interface=VLAN-USER-3067 comment="isp:gsm:3067:port-vlan"
