package id.gerbang.billing.staff;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.http.ClientAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private long now;
  private final Attempts attempts = new Attempts(() -> now);

  @Test
  void ten_wrong_passwords_at_a_name_from_a_site_end_it_there_for_a_quarter_of_an_hour() {
    guess(10, "ani", "203.0.113.1");
    assertThat(attempts.begin("ani", site("203.0.113.1"))).isEqualTo(15 * 60);
    assertThat(attempts.begin("ani", site("203.0.113.2"))).isZero();
    assertThat(attempts.begin("budi", site("203.0.113.1"))).isZero();

    now += Duration.ofMinutes(15).toNanos();
    assertThat(attempts.begin("ani", site("203.0.113.1"))).isZero();
  }

  @Test
  void who_waits_does_not_wait_longer_for_trying() {
    guess(10, "ani", "203.0.113.1");
    now += Duration.ofMinutes(14).toNanos();
    assertThat(attempts.begin("ani", site("203.0.113.1"))).isEqualTo(60);
    assertThat(attempts.begin("ani", site("203.0.113.1"))).isEqualTo(60);
  }

  @Test
  void a_name_that_holds_an_address_counts_for_itself_alone() {
    guess(10, "budi\n" + site("203.0.113.7"), "198.51.100.1");
    assertThat(attempts.begin("budi", site("203.0.113.7"))).isZero();
  }

  @Test
  void a_site_has_one_ipv6_network_to_guess_from() {
    for (int i = 1; i <= 10; i++) {
      guess(1, "cici", "2001:db8:0:1::" + i);
    }
    assertThat(attempts.begin("cici", site("2001:db8:0:1::ff"))).isPositive();
    assertThat(attempts.begin("cici", site("2001:db8:0:2::ff"))).isZero();
  }

  @Test
  void guesses_from_everywhere_do_not_lock_out_who_signed_in_from_there_of_late() {
    assertThat(attempts.begin("dedi", site("192.0.2.1"))).isZero();
    attempts.succeeded("dedi", site("192.0.2.1"));
    for (int i = 1; i <= 5; i++) {
      guess(10, "dedi", "192.0.2.10" + i);
    }
    assertThat(attempts.begin("dedi", site("192.0.2.200"))).isPositive();
    assertThat(attempts.begin("dedi", site("192.0.2.1"))).isZero();
  }

  @Test
  void a_site_guesses_at_fifty_names_and_no_more() {
    for (int i = 1; i <= 50; i++) {
      guess(1, "name " + i, "192.0.2.9");
    }
    assertThat(attempts.begin("another", site("192.0.2.9"))).isPositive();
  }

  private void guess(int times, String name, String from) {
    for (int i = 0; i < times; i++) {
      assertThat(attempts.begin(name, site(from))).isZero();
    }
  }

  private static String site(String address) {
    try {
      return ClientAddress.site(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }
}
