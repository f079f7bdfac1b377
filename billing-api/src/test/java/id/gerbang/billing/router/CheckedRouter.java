package id.gerbang.billing.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.Password;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A router of which all is right, as it tells of itself: tests change one thing. */
final class CheckedRouter {

  static final Instant NOW = Instant.parse("2026-11-29T07:00:00Z");
  static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");
  static final HeardRow SILENT = new HeardRow(7, null, null, null, null, null, null, null, 0, null);
  static final CoaTrial REFUSED = new CoaTrial("refused", 503L, 4_200L, true);
  static final CoaTrial NOT_TRIED = new CoaTrial(null, null, null, false);
  static final HeardRow PROVEN = heard(NOW.minusSeconds(60), null);

  private CheckedRouter() {}

  static Map<Menu, List<Row>> good() {
    Map<Menu, List<Row>> told = new EnumMap<>(Menu.class);
    told.put(Menu.RESOURCE, rows("version=7.20.8 board-name=RB5009 uptime=1d02:03:04"));
    told.put(Menu.CLOCK, rows("date=2026-11-29 time=14:00:00 gmt-offset=+07:00"));
    told.put(Menu.USER, rows("name=admin group=full | name=gerbang group=billing"));
    told.put(Menu.GROUP, rows("name=billing policy=read,write,test,api,!ftp"));
    told.put(Menu.SIGNED_IN, rows("name=gerbang address=192.0.2.10 | name=admin address=10.9.9.9"));
    told.put(
        Menu.RADIUS,
        rows("address=192.0.2.10 service=ppp secret=rahasia-bersama timeout=3s disabled=false"));
    told.put(Menu.INCOMING, rows("accept=true port=3799"));
    told.put(Menu.AAA, rows("use-radius=true accounting=true interim-update=5m"));
    told.put(Menu.LICENCE, rows("nlevel=4"));
    told.put(Menu.ADDRESSES, rows("address=10.0.0.1/24 interface=ether1"));
    told.put(Menu.POOLS, rows("name=aktif | name=isolir"));
    told.put(Menu.SECRETS, rows("name=vpn-teknisi service=l2tp"));
    return told;
  }

  static List<Row> rows(String text) {
    return Stream.of(text.split("\\|"))
        .map(String::strip)
        .filter(row -> !row.isEmpty())
        .map(
            row -> {
              Map<String, String> values = new LinkedHashMap<>();
              Arrays.stream(row.split(" "))
                  .map(word -> word.split("=", 2))
                  .forEach(word -> values.put(word[0], word[1]));
              return new Row(values);
            })
        .toList();
  }

  static RouterReading reading(Map<Menu, List<Row>> told) {
    return new RouterReading(told, Set.of(), null, NOW);
  }

  static LocalSecrets seen() {
    return new LocalSecrets(List.of(), true);
  }

  static List<RouterCheck> checks(Map<Menu, List<Row>> told, KnownRouter known) {
    return RouterChecks.of(reading(told), REFUSED, known, seen(), Locale.ENGLISH, JAKARTA);
  }

  static RouterCheck check(String name, Map<Menu, List<Row>> told, KnownRouter known) {
    return named(name, checks(told, known));
  }

  static RouterCheck named(String name, List<RouterCheck> checks) {
    return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
  }

  static HeardRow heard(Instant proven, Instant wrong) {
    return new HeardRow(7, NOW, proven, "10.0.0.1", null, null, null, wrong, 3, "accounting");
  }

  static RouterAddress address(Protocol protocol) {
    return RouterAddress.of("10.0.0.1", protocol, "gerbang", new Password("x"));
  }

  static KnownRouter known() {
    return known(SILENT);
  }

  static KnownRouter known(HeardRow heard) {
    return known(heard, Optional.of(address(Protocol.API)), "10.0.0.1", "api", 10);
  }

  static KnownRouter known(
      HeardRow heard,
      Optional<RouterAddress> address,
      String ownAddress,
      String apiProtocol,
      long open) {
    RouterRow router =
        new RouterRow(
            7,
            null,
            "BRAS",
            ownAddress,
            null,
            3799,
            "auto",
            "list",
            "isolir",
            "isolir",
            "128k/128k",
            false,
            true,
            apiProtocol,
            null,
            "gerbang",
            null,
            1,
            NOW,
            null);
    return new KnownRouter(
        router, heard, address, "rahasia-bersama".getBytes(UTF_8), List.of("aktif"), open);
  }
}
