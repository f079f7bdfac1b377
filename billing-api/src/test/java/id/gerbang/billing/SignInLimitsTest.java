package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Guessing is ended for who guesses, behind a proxy too, and locks nobody else out. */
class SignInLimitsTest {

  private static RunningBilling billing;

  @BeforeAll
  static void start() {
    billing =
        new RunningBilling(
            Clock.systemUTC(),
            List.of(),
            new HttpConfig(
                0, Optional.empty(), 0, Optional.empty(), InetAddress::isLoopbackAddress));
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void behind_a_proxy_each_client_is_counted_for_itself() {
    String password = billing.service.staff().add("ani", Role.BILLING);
    guess(10, "ani", "203.0.113.1");
    assertThat(login("ani", password, "203.0.113.1").status()).isEqualTo(429);
    assertThat(login("ani", password, "203.0.113.2").status()).isEqualTo(200);
    assertThat(billing.get("/audit?q=staff.sign_in").text())
        .contains("203.0.113.2")
        .doesNotContain("127.0.0.1");
  }

  @Test
  void a_name_that_holds_an_address_counts_for_itself_alone() {
    String password = billing.service.staff().add("budi", Role.BILLING);
    guess(10, "budi\\n203.0.113.7", "198.51.100.1");
    assertThat(login("budi", password, "203.0.113.7").status()).isEqualTo(200);
  }

  @Test
  void a_site_has_one_ipv6_network_to_guess_from() {
    String password = billing.service.staff().add("cici", Role.BILLING);
    for (int i = 1; i <= 10; i++) {
      guess(1, "cici", "2001:db8:0:1::" + i);
    }
    assertThat(login("cici", password, "2001:db8:0:1::ff").status()).isEqualTo(429);
    assertThat(login("cici", password, "2001:db8:0:2::ff").status()).isEqualTo(200);
  }

  @Test
  void guesses_from_everywhere_do_not_lock_out_who_signed_in_from_there_of_late() {
    String password = billing.service.staff().add("dedi", Role.OWNER);
    assertThat(login("dedi", password, "192.0.2.1").status()).isEqualTo(200);
    for (int i = 1; i <= 5; i++) {
      guess(10, "dedi", "192.0.2.10" + i);
    }
    assertThat(login("dedi", password, "192.0.2.200").status()).isEqualTo(429);
    assertThat(login("dedi", password, "192.0.2.1").status()).isEqualTo(200);
  }

  private static void guess(int times, String name, String from) {
    for (int i = 0; i < times; i++) {
      assertThat(login(name, "guess " + i, from).status()).isEqualTo(401);
    }
  }

  private static Reply login(String name, String password, String from) {
    return billing.post(
        "/login",
        "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, password),
        "X-Forwarded-For",
        from);
  }
}
