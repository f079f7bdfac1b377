package id.gerbang.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
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
        new Granted(Reason.ROUTER_CAPACITY, true, true, (1L << 48) - 1, (1L << 48) - 1);
    assertThat(largest.text()).hasSizeLessThanOrEqualTo(25);
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
      strings = {"", "-", "--", "003-1", "003-1-2-3", "zz3-1-2", "0é3-1-2", "003-1-$", "3-1-2"})
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
