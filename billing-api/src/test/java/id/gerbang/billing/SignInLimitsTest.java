package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Role;
import id.gerbang.billing.staff.Authenticator;
import id.gerbang.core.database.TestDatabase;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
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

  private static final String OWN = "a long one of her own";

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
    try (LogLines log = new LogLines("id.gerbang.billing.staff.SignIn")) {
      guess(10, "ani", "203.0.113.1");
      assertThat(login("ani", password, "203.0.113.1").status()).isEqualTo(429);
      assertThat(log.with("address=203.0.113.1 "))
          .hasSize(11)
          .allMatch(line -> line.startsWith("sign-in refused ") && !line.contains("guess"))
          .last(STRING)
          .contains("too many attempts");
    }
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

  @Test
  void ten_wrong_codes_a_day_end_the_telephones_and_only_a_recovery_code_opens() {
    String oneTime = billing.service.staff().add("tia", Role.OWNER);
    String first = session(login("tia", oneTime, "203.0.113.9"));
    String change = "{\"password\": \"%s\", \"newPassword\": \"%s\"%s}";
    assertThat(billing.as(first, "POST", "/password", change.formatted(oneTime, OWN, "")).status())
        .isEqualTo(204);
    String in = session(login("tia", OWN, "203.0.113.9"));
    String prove = "{\"password\": \"%s\"}".formatted(OWN);
    String secret = billing.as(in, "POST", "/second-factor", prove).json().get("secret").asText();
    String right = "{\"code\": \"%s\"}".formatted(Authenticator.code(secret, Instant.now()));
    JsonNode recovery =
        billing.as(in, "POST", "/second-factor/confirm", right).json().get("recoveryCodes");

    String full = session(withCode(recovery.get(0).asText(), "203.0.113.9"));
    String own = "/staff/" + billing.get("/staff?q=tia").json().at("/items/0/id").asLong();
    for (String path : List.of("/remove-second-factor", "/reset")) {
      Reply refused = billing.as(full, "POST", own + path, "{}");
      assertThat(refused.status()).as("a session alone is not oneself").isEqualTo(409);
      assertThat(refused.text()).contains("wants your password");
    }
    Reply uncoded =
        billing.as(full, "POST", "/password", change.formatted(OWN, "yet another one", ""));
    assertThat(uncoded.field()).isEqualTo("code");

    for (int i = 0; i < 10; i++) {
      assertThat(withCode("00000" + i, "203.0.113." + (10 + i)).field()).isEqualTo("code");
    }
    String next = Authenticator.code(secret, Instant.now().plusSeconds(30));
    assertThat(withCode(next, "203.0.113.30").status()).as("right, too late").isEqualTo(401);
    assertThat(billing.get("/audit").text()).contains("staff.second_factor.guessed");
    assertThat(withCode(recovery.get(1).asText(), "203.0.113.31").status()).isEqualTo(200);
  }

  private static String session(Reply login) {
    assertThat(login.status()).as(login.text()).isEqualTo(200);
    return login.json().get("session").asText();
  }

  private static Reply withCode(String code, String from) {
    return billing.post(
        "/login",
        "{\"name\": \"tia\", \"password\": \"%s\", \"code\": \"%s\"}".formatted(OWN, code),
        "X-Forwarded-For",
        from);
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
