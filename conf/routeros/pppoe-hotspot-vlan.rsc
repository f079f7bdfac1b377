# PPPoE and a hotspot on one port, a VLAN each. For RouterOS 6.49 and 7.
# Change the first values, copy it to the router, /import file-name=pppoe-hotspot-vlan.rsc
# Then Gerbang's own script (docs/mikrotik.md) with interface=vlan-pppoe: it makes RADIUS, the PPPoE server and isolation.
# Imported again it makes nothing twice, and leaves what is there as it is.

# The port to the switch or OLT, which carries both VLANs tagged.
:local trunk "ether2"
:local pppoeVlan "100"
:local hotspotVlan "200"
# What may be opened before a login: Gerbang's machine, with the pages to pay at.
:local portal "192.0.2.10"
# Guests' network. The router is its first address; 200 guests of level 4 and a few who have not logged in fit into it.
:local network "10.5.50.0/23"
:local router "10.5.50.1"
:local guests "10.5.50.10-10.5.51.250"

# VLANs stand on the port itself: no bridge, so no VLAN filtering that a switch chip may or may not do. The port is in no bridge.
:if ([:len [/interface vlan find where name="vlan-pppoe"]] = 0) do={ /interface vlan add name="vlan-pppoe" interface=$trunk vlan-id=$pppoeVlan comment="isp:vlan:pppoe" }
:if ([:len [/interface vlan find where name="vlan-hotspot"]] = 0) do={ /interface vlan add name="vlan-hotspot" interface=$trunk vlan-id=$hotspotVlan comment="isp:vlan:hotspot" }

# The PPPoE VLAN has no address: what is not PPPoE gets no answer there.
:if ([:len [/ip address find where comment="isp:hotspot:address"]] = 0) do={ /ip address add address=($router . "/23") interface="vlan-hotspot" comment="isp:hotspot:address" }
:if ([:len [/ip pool find where name="hotspot"]] = 0) do={ /ip pool add name="hotspot" ranges=$guests comment="isp:hotspot:pool" }
:if ([:len [/ip dhcp-server network find where comment="isp:hotspot:network"]] = 0) do={ /ip dhcp-server network add address=$network gateway=$router dns-server=$router comment="isp:hotspot:network" }
:if ([:len [/ip dhcp-server find where name="hotspot"]] = 0) do={ /ip dhcp-server add name="hotspot" interface="vlan-hotspot" address-pool="hotspot" lease-time=1h disabled=no }

# Guests ask the router for names, also before their login. Nobody from outside may.
/ip dns set allow-remote-requests=yes

# radius-interim-update=received: at the interval that Gerbang asks for. On boards with a folder flash: html-directory=flash/hotspot
:if ([:len [/ip hotspot profile find where name="isp-hotspot"]] = 0) do={ /ip hotspot profile add name="isp-hotspot" hotspot-address=$router html-directory="hotspot" login-by=http-chap use-radius=yes radius-accounting=yes radius-interim-update=received nas-port-type=ethernet }
:if ([:len [/ip hotspot find where name="hotspot"]] = 0) do={ /ip hotspot add name="hotspot" interface="vlan-hotspot" address-pool="hotspot" profile="isp-hotspot" addresses-per-mac=2 disabled=no }
:if ([:len [/ip hotspot walled-garden ip find where comment="isp:hotspot:portal"]] = 0) do={ /ip hotspot walled-garden ip add action=accept dst-address=$portal comment="isp:hotspot:portal" }
