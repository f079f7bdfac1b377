package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A running service for all tests of a class, whose clock moves, and people who sign in to it. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class StaffOverHttp {

  static final String OWN = "kata sandi sendiri";
  final MovableClock clock = new MovableClock("2026-11-22T05:00:00Z");
  final RunningBilling billing = new RunningBilling(clock, List.of());

  @AfterAll
  void stop() {
    billing.close();
  }

  String oneTime(String name, String role) {
    return billing
        .post("/staff", "{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role))
        .json()
        .get("oneTimePassword")
        .asText();
  }

  /** Somebody with a password of their own, signed in. */
  String signedIn(String name, String role) {
    String first = oneTime(name, role);
    assertThat(change(session(name, first), first, OWN).status()).isEqualTo(204);
    return session(name, OWN);
  }

  String session(String name, String password) {
    return login(name, password).json().get("session").asText();
  }

  Reply login(String name, String password) {
    return billing.post(
        "/login", "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, password));
  }

  Reply change(String session, String old, String wanted) {
    return billing.as(
        session,
        "POST",
        "/password",
        "{\"password\": \"%s\", \"newPassword\": \"%s\"}".formatted(old, wanted));
  }

  long staffId(String name) {
    return billing.get("/staff?q=" + name).json().at("/items/0/id").asLong();
  }

  static String role(String role) {
    return "{\"role\": \"%s\"}".formatted(role);
  }

  /** How many rows keep the hash of what was shown once. */
  long rowsOfHash(String table, String shown) {
    return billing
        .service
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM <table> WHERE sha256 = sha256(convert_to(:shown, 'UTF8'))")
                    .define("table", table)
                    .bind("shown", shown)
                    .mapTo(long.class)
                    .one());
  }
}
