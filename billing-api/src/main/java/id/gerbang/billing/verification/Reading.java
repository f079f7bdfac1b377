package id.gerbang.billing.verification;

import id.gerbang.routeros.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one router told, by what it was asked. What is not in it was not told, which is another
 * thing than that there is none.
 */
record Reading(Map<String, List<Row>> told) {

  static final String RESOURCE = "/system/resource";
  static final String ADDRESS = "/ip/address";
  static final String SERVER = "/interface/sstp-server/server";
  static final String ACTIVE = "/ppp/active";
  static final String SECRET = "/ppp/secret";
  static final String AAA = "/ppp/aaa";
  static final String RADIUS = "/radius";
  static final String CLIENT = "/interface/sstp-client";
  static final String LTE = "/interface/lte";
  static final String INTERFACE = "/interface";
  static final String EOIP = "/interface/eoip";
  static final String VLAN = "/interface/vlan";
  static final String BRIDGE = "/interface/bridge";
  static final String PORT = "/interface/bridge/port";
  static final String HOST = "/interface/bridge/host";
  static final String PING = "/ping";

  /** Of what is read twice, the second time. */
  static final String AGAIN = "again:";

  static final String CLIENT_STATUS = "status:/interface/sstp-client";
  static final String MODEM_STATUS = "status:/interface/lte";
  static final String RATES = "rates:";

  Reading {
    told = Map.copyOf(new LinkedHashMap<>(told));
  }

  /** Empty: not told. */
  Optional<List<Row>> of(String what) {
    return Optional.ofNullable(told.get(what));
  }

  boolean tells(String what) {
    return told.containsKey(what);
  }

  List<Row> rows(String what) {
    return told.getOrDefault(what, List.of());
  }

  /** The one of this name. */
  Optional<Row> named(String menu, String name) {
    return rows(menu).stream()
        .filter(row -> row.get("name").filter(name::equals).isPresent())
        .findFirst();
  }

  static String text(Row row, String property) {
    return row.get(property).orElse("");
  }
}
