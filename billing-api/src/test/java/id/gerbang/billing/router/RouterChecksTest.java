package id.gerbang.billing.router;

import static id.gerbang.billing.router.CheckedRouter.JAKARTA;
import static id.gerbang.billing.router.CheckedRouter.REFUSED;
import static id.gerbang.billing.router.CheckedRouter.SILENT;
import static id.gerbang.billing.router.CheckedRouter.address;
import static id.gerbang.billing.router.CheckedRouter.check;
import static id.gerbang.billing.router.CheckedRouter.checks;
import static id.gerbang.billing.router.CheckedRouter.good;
import static id.gerbang.billing.router.CheckedRouter.known;
import static id.gerbang.billing.router.CheckedRouter.named;
import static id.gerbang.billing.router.CheckedRouter.reading;
import static id.gerbang.billing.router.CheckedRouter.rows;
import static id.gerbang.billing.router.CheckedRouter.seen;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a router tells of itself is right or wrong, and this mends it. */
class RouterChecksTest {

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
}
