package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.core.database.TestDatabase;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in behind a proxy, and with a password whose hash is old. */
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
  void a_hash_of_costs_that_were_enough_once_is_made_anew_when_its_password_is_known()
      throws SQLException {
    String password = billing.service.staff().add("budi", Role.BILLING);
    String weaker = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$";
    String old = weaker + argon2id(password, "saltsalt");
    try (Connection connection = TestDatabase.connect(billing.database);
        PreparedStatement set =
            connection.prepareStatement("UPDATE staff SET password_hash = ? WHERE name = 'budi'")) {
      set.setString(1, old);
      set.executeUpdate();
    }
    assertThat(login("budi", "another one", "203.0.113.3").status()).isEqualTo(401);
    assertThat(hashOf("budi")).isEqualTo(old);
    assertThat(login("budi", password, "203.0.113.3").status()).isEqualTo(200);
    assertThat(hashOf("budi")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(login("budi", password, "203.0.113.3").status()).isEqualTo(200);
  }

  private static String hashOf(String name) throws SQLException {
    try (Connection connection = TestDatabase.connect(billing.database);
        PreparedStatement asked =
            connection.prepareStatement("SELECT password_hash FROM staff WHERE name = ?")) {
      asked.setString(1, name);
      ResultSet answer = asked.executeQuery();
      answer.next();
      return answer.getString(1);
    }
  }

  /** Of 8 KiB in one pass. */
  private static String argon2id(String password, String salt) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(8)
            .withIterations(1)
            .withParallelism(1)
            .withSalt(salt.getBytes(StandardCharsets.UTF_8))
            .build());
    byte[] hash = new byte[32];
    argon2.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return Base64.getEncoder().withoutPadding().encodeToString(hash);
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
