package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Passwords are not taken in clear where there is HTTPS. */
class SignInOverTlsTest {

  private static RunningBilling billing;
  private static String password;

  @BeforeAll
  static void start() {
    billing =
        new RunningBilling(
            Clock.systemUTC(),
            List.of(),
            new HttpConfig(
                0,
                Optional.empty(),
                0,
                Optional.of(URI.create("https://bayar.example")),
                InetAddress::isLoopbackAddress));
    password = billing.service.staff().add("ani", Role.BILLING);
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void from_elsewhere_only_over_tls_and_from_this_machine_as_it_likes() {
    Reply inClear = login("X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "http");
    assertThat(inClear.status()).isEqualTo(403);
    assertThat(inClear.text()).contains("HTTPS");
    assertThat(login("X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https").status())
        .isEqualTo(200);
    String session = login().json().get("session").asText();
    String change =
        "{\"password\": \"%s\", \"newPassword\": \"kata sandi sendiri\"}".formatted(password);
    assertThat(
            billing
                .as(
                    session,
                    "POST",
                    "/password",
                    change,
                    "X-Forwarded-For",
                    "203.0.113.9",
                    "X-Forwarded-Proto",
                    "http")
                .status())
        .isEqualTo(403);
    for (String how : List.of("http", "https")) {
      assertThat(
              billing
                  .as(
                      session,
                      "POST",
                      "/logout",
                      null,
                      "X-Forwarded-For",
                      "203.0.113.9",
                      "X-Forwarded-Proto",
                      how)
                  .status())
          .isEqualTo(how.equals("http") ? 403 : 204);
    }
    assertThat(
            billing
                .get("/plans", "X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "http")
                .status())
        .as("scripts in the rack have tokens")
        .isEqualTo(200);
  }

  private static Reply login(String... headers) {
    return billing.post(
        "/login", "{\"name\": \"ani\", \"password\": \"%s\"}".formatted(password), headers);
  }
}
