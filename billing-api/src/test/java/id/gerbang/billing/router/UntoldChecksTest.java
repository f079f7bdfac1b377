package id.gerbang.billing.router;

import static id.gerbang.billing.router.CheckedRouter.JAKARTA;
import static id.gerbang.billing.router.CheckedRouter.NOT_TRIED;
import static id.gerbang.billing.router.CheckedRouter.NOW;
import static id.gerbang.billing.router.CheckedRouter.PROVEN;
import static id.gerbang.billing.router.CheckedRouter.REFUSED;
import static id.gerbang.billing.router.CheckedRouter.SILENT;
import static id.gerbang.billing.router.CheckedRouter.address;
import static id.gerbang.billing.router.CheckedRouter.check;
import static id.gerbang.billing.router.CheckedRouter.checks;
import static id.gerbang.billing.router.CheckedRouter.good;
import static id.gerbang.billing.router.CheckedRouter.heard;
import static id.gerbang.billing.router.CheckedRouter.known;
import static id.gerbang.billing.router.CheckedRouter.rows;
import static id.gerbang.billing.router.CheckedRouter.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.RouterOsException.Kind;
import id.gerbang.routeros.Row;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a router does not tell is not guessed: RADIUS knows it, or it is unknown. */
class UntoldChecksTest {

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
}
