package id.gerbang.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.access.Entitlement.Ipv6;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Ipv6Prefix;
import id.gerbang.core.access.Reason;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantedTest {

  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
  private static final Grant GRANT = grant("5M/10M", "aktif", END, "pppoe", 1);
  private static final Granted GRANTED = Granted.of(Reason.ACTIVE, GRANT);

  @ParameterizedTest
  @EnumSource(Reason.class)
  void its_text_brings_it_back(Reason reason) {
    Granted full = Granted.of(reason, GRANT);
    Granted bare = Granted.of(reason, grant(null, "aktif", null, null, 1));
    assertThat(full.text()).hasSizeLessThanOrEqualTo(25).matches("\\p{ASCII}+");
    assertThat(Granted.parse(full.text())).contains(full);
    assertThat(Granted.parse(bare.text())).contains(bare);
  }

  @Test
  void the_largest_hashes_still_fit() {
    Granted largest =
        new Granted(
            Reason.ROUTER_CAPACITY, true, true, (1 << 15) - 1, (1L << 48) - 1, (1L << 48) - 1);
    assertThat(largest.text()).hasSizeLessThanOrEqualTo(28);
    assertThat(Granted.parse(largest.text())).contains(largest);
  }

  @Test
  void what_coa_can_change_is_the_live_part() {
    assertLiveOnly(grant("10M/20M", "aktif", END, "pppoe", 1));
    assertLiveOnly(grant(null, "aktif", END, "pppoe", 1));
    assertLiveOnly(grant("5M/10M", "isolir", END, "pppoe", 1));
    assertLiveOnly(grant("5M/10M", "aktif", END.plusSeconds(1), "pppoe", 1));
    assertLiveOnly(grant("5M/10M", "aktif", null, "pppoe", 1));
  }

  @Test
  void what_costs_a_redial_is_the_other() throws UnknownHostException {
    assertRedialOnly(grant("5M/10M", "aktif", END, "lain", 1));
    assertRedialOnly(grant("5M/10M", "aktif", END, null, 1));
    assertRedialOnly(grant("5M/10M", "aktif", END, "pppoe", 2));
    Inet4Address address = (Inet4Address) InetAddress.getByName("10.9.8.7");
    assertRedialOnly(
        new Grant(
            GRANT.rateLimit(),
            GRANT.addressList(),
            GRANT.end(),
            Optional.of(address),
            GRANT.framedPool(),
            1));
  }

  @Test
  void fractions_of_a_second_are_no_difference() {
    Grant finer = grant("5M/10M", "aktif", END.plusMillis(999), "pppoe", 1);
    assertThat(Granted.of(Reason.ACTIVE, finer)).isEqualTo(GRANTED);
  }

  /** Sessions of an older version keep such texts: another one would be a wave of acts. */
  @Test
  void a_plain_grant_has_the_text_that_it_always_had() throws UnknownHostException {
    Grant fixed =
        new Grant(
            Optional.of("128k/128k"),
            "isolir",
            Optional.empty(),
            Optional.of((Inet4Address) InetAddress.getByName("10.9.8.7")),
            Optional.empty(),
            3);
    assertThat(GRANTED.text()).isEqualTo("003-1cvdnkhm5g-pdb09ju3s");
    assertThat(Granted.of(Reason.ISOLATED_UNPAID, fixed).text())
        .isEqualTo("021-2houlowz62-1pxlsdb5po");
  }

  @Test
  void routes_ipv6_and_a_pool_of_ours_cost_a_redial() {
    assertRedialOnly(more(Optional.of(7L), List.of(), Ipv6.NONE));
    assertRedialOnly(more(Optional.empty(), List.of("10.9.0.0/24"), Ipv6.NONE));
    Ipv6Prefix link = Ipv6Prefix.parse("2001:db8:1::/64");
    Ipv6Prefix lan = Ipv6Prefix.parse("2001:db8:2::/56");
    Optional<String> pool = Optional.of("enam");
    for (Ipv6 ipv6 :
        List.of(
            new Ipv6(Optional.of(link), Optional.empty(), Optional.empty(), Optional.empty()),
            new Ipv6(Optional.empty(), Optional.of(lan), Optional.empty(), Optional.empty()),
            new Ipv6(Optional.empty(), Optional.empty(), pool, Optional.empty()),
            new Ipv6(Optional.empty(), Optional.empty(), Optional.empty(), pool))) {
      assertRedialOnly(more(Optional.empty(), List.of(), ipv6));
    }
  }

  @Test
  void the_address_that_a_pool_of_ours_named_is_no_difference() throws UnknownHostException {
    Grant pool = more(Optional.of(7L), List.of(), Ipv6.NONE);
    Grant named = pool.at((Inet4Address) InetAddress.getByName("10.9.8.7"));

    assertThat(Granted.of(Reason.ACTIVE, named)).isEqualTo(Granted.of(Reason.ACTIVE, pool));
  }

  @Test
  void an_attribute_that_coa_changes_is_live_and_any_other_costs_a_redial() {
    Grant idle = extra(new ExtraAttribute("Idle-Timeout", "600"));
    Granted granted = Granted.of(Reason.ACTIVE, idle);

    assertLiveOnly(idle);
    assertRedialOnly(extra(new ExtraAttribute("Mikrotik-Group", "emas")));
    assertThat(granted.text()).hasSizeLessThanOrEqualTo(28).startsWith("0032-");
    assertThat(Granted.parse(granted.text())).contains(granted);
    assertThat(GRANTED.becomesLive(granted)).isTrue();
    assertThat(granted.becomesLive(Granted.of(Reason.ACTIVE, extra(idle(300))))).isTrue();
    assertThat(granted.becomesLive(GRANTED)).as("what is taken away costs a redial").isFalse();
  }

  @Test
  void another_interim_is_no_difference_since_only_a_login_brings_it() {
    Grant slower = extra(new ExtraAttribute("Acct-Interim-Interval", "900"));

    assertThat(Granted.of(Reason.ACTIVE, slower)).isEqualTo(GRANTED);
  }

  private static ExtraAttribute idle(int seconds) {
    return new ExtraAttribute("Idle-Timeout", Integer.toString(seconds));
  }

  private static Grant extra(ExtraAttribute extra) {
    return with(Optional.empty(), List.of(), Ipv6.NONE, List.of(extra));
  }

  private static Grant more(Optional<Long> addressPool, List<String> routes, Ipv6 ipv6) {
    return with(addressPool, routes, ipv6, List.of());
  }

  private static Grant with(
      Optional<Long> addressPool, List<String> routes, Ipv6 ipv6, List<ExtraAttribute> attributes) {
    return new Grant(
        GRANT.rateLimit(),
        GRANT.addressList(),
        GRANT.end(),
        GRANT.framedIp(),
        GRANT.framedPool(),
        GRANT.credentialVersion(),
        addressPool,
        routes,
        ipv6,
        attributes);
  }

  @Test
  void it_tells_which_live_attributes_were_given() {
    assertThat(GRANTED.hasRate()).isTrue();
    assertThat(GRANTED.hasEnd()).isTrue();
    Granted bare = Granted.of(Reason.ACTIVE, grant(null, "aktif", null, "pppoe", 1));
    assertThat(bare.hasRate()).isFalse();
    assertThat(bare.hasEnd()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "--",
        "003-1",
        "003-1-2-3",
        "zz3-1-2",
        "0é3-1-2",
        "003-1-$",
        "3-1-2",
        "0031111-1-2"
      })
  void another_s_text_is_none_of_ours(String text) {
    assertThat(Granted.parse(text)).isEmpty();
  }

  private static void assertLiveOnly(Grant other) {
    Granted granted = Granted.of(Reason.ACTIVE, other);
    assertThat(granted.live()).isNotEqualTo(GRANTED.live());
    assertThat(granted.redial()).isEqualTo(GRANTED.redial());
  }

  private static void assertRedialOnly(Grant other) {
    Granted granted = Granted.of(Reason.ACTIVE, other);
    assertThat(granted.redial()).isNotEqualTo(GRANTED.redial());
    assertThat(granted.live()).isEqualTo(GRANTED.live());
  }

  private static Grant grant(String rate, String list, Instant end, String pool, int credentials) {
    return new Grant(
        Optional.ofNullable(rate),
        list,
        Optional.ofNullable(end),
        Optional.empty(),
        Optional.ofNullable(pool),
        credentials);
  }
}
