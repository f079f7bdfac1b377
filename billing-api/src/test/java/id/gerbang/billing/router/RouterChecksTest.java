package id.gerbang.billing.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.Password;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.RouterOsException.Kind;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RouterChecksTest {

  private static final Instant NOW = Instant.parse("2026-11-29T07:00:00Z");
  private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");
  private static final HeardRow SILENT =
      new HeardRow(7, null, null, null, null, null, null, null, 0, null);
  private static final CoaTrial REFUSED = new CoaTrial("refused", 503L, 4_200L, true);
  private static final CoaTrial NOT_TRIED = new CoaTrial(null, null, null, false);
  private static final HeardRow PROVEN = heard(NOW.minusSeconds(60), null);

  @Test
  void a_router_that_is_set_up_passes_everything() {
    assertThat(checks(good(), known())).extracting(RouterCheck::outcome).containsOnly("pass");
    assertThat(checks(good(), known()))
        .extracting(RouterCheck::name)
        .containsExactly(
            "api",
            "rights",
            "clock",
            "radius_entry",
            "radius_timeout",
            "secret",
            "incoming",
            "coa",
            "use_radius",
            "interim",
            "local_secrets",
            "pools",
            "licence");
    assertThat(checks(good(), known())).extracting(RouterCheck::repair).containsOnlyNulls();
  }

  /** Each line changes one menu of a router that is right: rows are parted by {@code |}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "rights; GROUP; name=billing policy=read,api,!write,!test; fail; '/user group set [find name=billing] policy=read,api,write,test'",
        "rights; GROUP; name=other policy=read; unknown; ",
        "rights; USER; name=admin group=full; unknown; ",
        "clock; CLOCK; date=2026-11-29 time=14:01:00 gmt-offset=+07:00; pass; ",
        "clock; CLOCK; date=nov/29/2026 time=13:59:00 gmt-offset=+07:00; pass; ",
        "clock; CLOCK; date=2026-11-29 time=14:01:01 gmt-offset=+07:00; fail; '/system ntp client set enabled=yes servers=id.pool.ntp.org'",
        "clock; CLOCK; date=jan/02/1970 time=00:00:05 gmt-offset=+00:00; fail; '/system ntp client set enabled=yes servers=id.pool.ntp.org'",
        "clock; CLOCK; date=2026-11-29 time=14:00:00; unknown; ",
        "clock; CLOCK; date=tomorrow time=14:00:00 gmt-offset=+07:00; unknown; ",
        "radius_entry; RADIUS; ; fail; '/radius add address=192.0.2.10 secret=\"…\" service=ppp timeout=3s src-address=10.0.0.1 comment=\"isp:radius:1\"'",
        "radius_entry; RADIUS; address=192.0.2.10 service=ppp disabled=true; fail; '/radius set [find address=192.0.2.10] disabled=no service=ppp'",
        "radius_entry; RADIUS; address=192.0.2.10 service=login,hotspot; fail; '/radius set [find address=192.0.2.10] disabled=no service=login,hotspot,ppp'",
        "radius_entry; RADIUS; address=192.0.2.99 service=ppp comment=gerbang; pass; ",
        "radius_entry; RADIUS; address=192.0.2.99 service=ppp comment=isp:radius:1; pass; ",
        "radius_entry; RADIUS; address=192.0.2.98 service=ppp | address=192.0.2.99 service=ppp; unknown; '/radius set [find address=192.0.2.98] comment=\"isp:radius:1\"'",
        "radius_entry; RADIUS; address=192.0.2.10 service=ppp disabled=true | address=192.0.2.10 service=ppp; pass; ",
        "radius_timeout; RADIUS; address=192.0.2.10 service=ppp timeout=300ms; fail; '/radius set [find address=192.0.2.10] timeout=3s'",
        "radius_timeout; RADIUS; address=192.0.2.10 service=ppp timeout=1s100ms; pass; ",
        "radius_timeout; RADIUS; address=192.0.2.10 service=ppp timeout=soon; unknown; ",
        "radius_timeout; RADIUS; ; unknown; ",
        "secret; RADIUS; address=192.0.2.10 service=ppp secret=other; fail; '/radius set [find address=192.0.2.10] secret=\"…\"'",
        "secret; RADIUS; address=192.0.2.10 service=ppp secret=*****; unknown; ",
        "secret; RADIUS; address=192.0.2.10 service=ppp; unknown; ",
        "incoming; INCOMING; accept=false port=3799; fail; '/radius incoming set accept=yes port=3799'",
        "incoming; INCOMING; accept=true port=1700; fail; '/radius incoming set accept=yes port=3799'",
        "incoming; INCOMING; accept=yes port=3799; pass; ",
        "use_radius; AAA; use-radius=false accounting=true; fail; '/ppp aaa set use-radius=yes accounting=yes'",
        "use_radius; AAA; use-radius=true accounting=false; fail; '/ppp aaa set use-radius=yes accounting=yes'",
        "interim; AAA; use-radius=true interim-update=0s; fail; '/ppp aaa set interim-update=5m'",
        "interim; AAA; use-radius=true interim-update=30s; fail; '/ppp aaa set interim-update=5m'",
        "interim; AAA; use-radius=true interim-update=1h; fail; '/ppp aaa set interim-update=5m'",
        "interim; AAA; use-radius=true interim-update=00:10:00; pass; ",
        "interim; AAA; use-radius=true; unknown; ",
        "pools; POOLS; name=isolir; fail; '/ip pool add name=aktif ranges=\"…\"'",
        "pools; POOLS; ; fail; '/ip pool add name=aktif ranges=\"…\"'",
        "licence; LICENCE; nlevel=1; fail; '/system license import file-name=\"…\"'",
        "licence; LICENCE; nlevel=0; fail; '/system license import file-name=\"…\"'",
        "licence; LICENCE; nlevel=4; pass; ",
        "licence; LICENCE; level=free; pass; ",
        "licence; LICENCE; nlevel=9; unknown; ",
      })
  void one_thing_that_is_otherwise(
      String name, Menu menu, String rows, String outcome, String repair) {
    Map<Menu, List<Row>> told = good();
    told.put(menu, rows(rows == null ? "" : rows));
    RouterCheck check = check(name, told, known());
    assertThat(check.outcome()).isEqualTo(outcome);
    assertThat(check.view().repair()).isEqualTo(repair);
  }

  @ParameterizedTest
  @EnumSource(Menu.class)
  void what_is_not_told_fails_nothing(Menu menu) {
    Map<Menu, List<Row>> told = good();
    told.remove(menu);
    assertThat(checks(told, known())).extracting(RouterCheck::outcome).doesNotContain("fail");
  }

  @Test
  void an_empty_menu_is_another_thing_than_one_that_was_not_told() {
    Map<Menu, List<Row>> told = good();
    told.remove(Menu.POOLS);
    RouterCheck pools = check("pools", told, known());
    assertThat(pools.outcome()).isEqualTo("unknown");
    assertThat(pools.words()).contains("did not tell");
  }

  @Test
  void what_the_router_told_is_not_said_to_be_untold() {
    Map<Menu, List<Row>> told = good();
    told.put(Menu.RADIUS, List.of());
    assertThat(check("radius_timeout", told, known()).words())
        .isEqualTo("Not known as long as the entry of Gerbang is not.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "6.49.18 (long-term); '/system ntp client set enabled=yes server-dns-names=id.pool.ntp.org'",
        "7.20.8 (stable); '/system ntp client set enabled=yes servers=id.pool.ntp.org'",
        "; '/system ntp client set enabled=yes servers=id.pool.ntp.org'"
      })
  void the_clock_is_mended_as_the_version_does_it(String version, String repair) {
    Map<Menu, List<Row>> told = good();
    told.put(
        Menu.RESOURCE, version == null ? List.of() : List.of(new Row(Map.of("version", version))));
    told.put(Menu.CLOCK, rows("date=2026-11-29 time=15:00:00 gmt-offset=+07:00"));
    RouterCheck check = check("clock", told, known());
    assertThat(check.view().repair()).isEqualTo(repair);
    assertThat(check.words()).contains("3600 s ahead");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "PORT_CLOSED; API; '/ip service set api disabled=no port=8728'",
        "PORT_CLOSED; REST_SSL; '/ip service set www-ssl disabled=no port=443'",
        "TLS_REFUSED; API_SSL; '/ip service set api-ssl certificate=\"…\"'",
        "WRONG_LOGIN; API; '/user set [find name=gerbang] password=\"…\"'",
        "UNREACHABLE; API; ",
        "NO_ANSWER; REST; "
      })
  void a_router_that_is_not_reached_is_known_nothing_of(
      Kind kind, Protocol protocol, String repair) {
    RouterReading reading =
        new RouterReading(Map.of(), Set.of(), new RouterOsException(kind, "as it says"), NOW);
    KnownRouter known = known(SILENT, Optional.of(address(protocol)), "10.0.0.1", "api", 10);
    List<RouterCheck> checks =
        RouterChecks.of(reading, NOT_TRIED, known, seen(), Locale.ENGLISH, JAKARTA);
    assertThat(checks.get(0).outcome()).isEqualTo("fail");
    assertThat(checks.get(0).words()).contains("as it says").contains(kind.advice());
    assertThat(checks.get(0).view().repair()).isEqualTo(repair);
    assertThat(checks.subList(1, checks.size()))
        .extracting(RouterCheck::outcome)
        .containsOnly("unknown");
    assertThat(checks.subList(1, checks.size()))
        .extracting(RouterCheck::words)
        .containsOnly(
            "Not asked: no login to the router succeeded.",
            "Not tried: no RADIUS service is running.");
  }

  @Test
  void what_was_told_before_the_line_went_dead_still_counts() {
    Map<Menu, List<Row>> told = new EnumMap<>(Menu.class);
    told.put(Menu.CLOCK, good().get(Menu.CLOCK));
    RouterReading reading =
        new RouterReading(told, Set.of(), new RouterOsException(Kind.NO_ANSWER, ""), NOW);
    List<RouterCheck> checks =
        RouterChecks.of(reading, NOT_TRIED, known(), seen(), Locale.ENGLISH, JAKARTA);
    assertThat(checks)
        .filteredOn(check -> !check.outcome().equals("unknown"))
        .extracting(RouterCheck::name, RouterCheck::outcome)
        .containsExactly(tuple("api", "fail"), tuple("clock", "pass"));
  }

  @Test
  void nobody_can_ask_a_router_without_access_or_address() {
    RouterReading none = RouterReading.none(NOW);
    KnownRouter noAccess = known(SILENT, Optional.empty(), "10.0.0.1", null, 0);
    KnownRouter noAddress = known(SILENT, Optional.empty(), null, "api", 0);
    for (KnownRouter known : List.of(noAccess, noAddress)) {
      List<RouterCheck> checks =
          RouterChecks.of(none, NOT_TRIED, known, seen(), Locale.ENGLISH, JAKARTA);
      assertThat(checks.get(0).outcome()).isEqualTo("fail");
      assertThat(checks.subList(1, checks.size()))
          .extracting(RouterCheck::outcome)
          .containsOnly("unknown");
    }
  }

  @Test
  void a_user_who_may_not_read_lacks_policies() {
    RouterReading reading = new RouterReading(Map.of(), Set.of(Menu.values()), null, NOW);
    List<RouterCheck> checks =
        RouterChecks.of(reading, REFUSED, known(), seen(), Locale.ENGLISH, JAKARTA);
    assertThat(checks.get(0).outcome()).isEqualTo("pass");
    assertThat(checks.get(1).outcome()).isEqualTo("fail");
    assertThat(checks.get(1).view().repair())
        .isEqualTo(
            "/user group set [/user get [find name=gerbang] group] policy=read,write,test,api");
  }

  @Test
  void where_the_secret_is_hidden_radius_knows_it() {
    Map<Menu, List<Row>> told = good();
    told.put(Menu.RADIUS, rows("address=192.0.2.10 service=ppp secret=*****"));
    RouterCheck proven = check("secret", told, known(PROVEN));
    assertThat(proven.outcome()).isEqualTo("pass");
    assertThat(proven.words()).contains("29 November 2026 13:59 WIB");

    RouterCheck wrong = check("secret", told, known(heard(NOW.minusSeconds(60), NOW)));
    assertThat(wrong.outcome()).isEqualTo("fail");
    assertThat(wrong.words()).contains("29 November 2026 14:00 WIB").contains("3 times");
    assertThat(wrong.view().repair())
        .isEqualTo("/radius set [find address=192.0.2.10] secret=\"…\"");

    assertThat(check("secret", told, known(heard(NOW, NOW.minusSeconds(60)))).outcome())
        .isEqualTo("pass");
  }

  @Test
  void a_secret_that_was_mended_is_right_though_radius_heard_another() {
    RouterCheck check = check("secret", good(), known(heard(null, NOW)));
    assertThat(check.outcome()).isEqualTo("pass");
    assertThat(check.words()).contains("29 November 2026 14:00 WIB");
  }

  @Test
  void the_only_entry_is_ours_where_radius_hears_the_router() {
    Map<Menu, List<Row>> told = good();
    told.put(Menu.RADIUS, rows("address=172.16.0.9 service=ppp timeout=3s"));
    assertThat(check("radius_entry", told, known(PROVEN)).outcome()).isEqualTo("pass");
    assertThat(check("radius_entry", told, known()).outcome()).isEqualTo("unknown");
  }

  @Test
  void local_secrets_are_switched_off_by_name() {
    LocalSecrets two = new LocalSecrets(List.of("budi", "why? \"$x\""), true);
    RouterCheck check =
        named(
            "local_secrets",
            RouterChecks.of(reading(good()), REFUSED, known(), two, Locale.ENGLISH, JAKARTA));
    assertThat(check.outcome()).isEqualTo("fail");
    assertThat(check.words()).startsWith("2 local secrets");
    assertThat(check.view().repair())
        .isEqualTo(
            "/ppp secret set [find where name=budi or name=\"why\\3F \\\"\\$x\\\"\"] disabled=yes");

    LocalSecrets some = new LocalSecrets(List.of(), false);
    RouterCheck ofSome =
        named(
            "local_secrets",
            RouterChecks.of(reading(good()), REFUSED, known(), some, Locale.ENGLISH, JAKARTA));
    assertThat(ofSome.outcome()).isEqualTo("unknown");
    assertThat(ofSome.words()).contains("the others were not looked at");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, fail",
    "1, 0, pass",
    "1, 1, fail",
    "3, 179, pass",
    "3, 180, fail",
    "4, 179, pass",
    "4, 180, fail",
    "4, 250, fail",
    "5, 449, pass",
    "5, 450, fail",
    "6, 9000, pass",
    "p1, 9000, pass",
    "2, 1, unknown"
  })
  void a_licence_has_a_ceiling_of_sessions(String level, long open, String outcome) {
    Map<Menu, List<Row>> told = good();
    told.put(Menu.LICENCE, rows("nlevel=" + level));
    KnownRouter known = known(SILENT, Optional.of(address(Protocol.API)), "10.0.0.1", "api", open);
    assertThat(check("licence", told, known).outcome()).isEqualTo(outcome);
  }

  @Test
  void the_only_entry_is_ours_if_radius_was_heard_by_it_lately() {
    Map<Menu, List<Row>> told = good();
    told.put(Menu.RADIUS, rows("address=192.0.2.99 service=ppp secret=x"));
    HeardRow lately = heard(NOW.minusSeconds(60), null);
    HeardRow longAgo = heard(NOW.minusSeconds(3_600), null);
    assertThat(check("radius_entry", told, known(lately)).outcome()).isEqualTo("pass");
    assertThat(check("radius_entry", told, known(longAgo)).outcome())
        .as("it may be another server's by now")
        .isEqualTo("unknown");
  }

  @Test
  void no_secret_is_in_any_answer() {
    Map<Menu, List<Row>> told = good();
    told.put(Menu.RADIUS, rows("address=192.0.2.10 service=ppp secret=the-routers-own"));
    assertThat(checks(told, known()).toString())
        .doesNotContain("the-routers-own")
        .doesNotContain("rahasia-bersama");
  }

  @Test
  void words_are_indonesian_too() {
    Locale indonesian = Locale.forLanguageTag("id");
    assertThat(RouterChecks.of(reading(good()), REFUSED, known(), seen(), indonesian, JAKARTA))
        .extracting(RouterCheck::words)
        .contains("Selisih jam kurang dari satu menit.");
  }

  private static Map<Menu, List<Row>> good() {
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

  private static List<Row> rows(String text) {
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

  private static RouterReading reading(Map<Menu, List<Row>> told) {
    return new RouterReading(told, Set.of(), null, NOW);
  }

  private static LocalSecrets seen() {
    return new LocalSecrets(List.of(), true);
  }

  private static List<RouterCheck> checks(Map<Menu, List<Row>> told, KnownRouter known) {
    return RouterChecks.of(reading(told), REFUSED, known, seen(), Locale.ENGLISH, JAKARTA);
  }

  private static RouterCheck check(String name, Map<Menu, List<Row>> told, KnownRouter known) {
    return named(name, checks(told, known));
  }

  private static RouterCheck named(String name, List<RouterCheck> checks) {
    return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
  }

  private static HeardRow heard(Instant proven, Instant wrong) {
    return new HeardRow(7, NOW, proven, "10.0.0.1", null, null, null, wrong, 3, "accounting");
  }

  private static RouterAddress address(Protocol protocol) {
    return RouterAddress.of("10.0.0.1", protocol, "gerbang", new Password("x"));
  }

  private static KnownRouter known() {
    return known(SILENT);
  }

  private static KnownRouter known(HeardRow heard) {
    return known(heard, Optional.of(address(Protocol.API)), "10.0.0.1", "api", 10);
  }

  private static KnownRouter known(
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
